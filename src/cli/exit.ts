import { IntegrationError, Misconfigured } from '../message/errors.ts'
import { SettingsError } from '../settings/settings-error.ts'

/** The command's answer is no: one sentence, exit code 1. */
export class CommandFailed extends Error {
  override name = 'CommandFailed'
}

export function exitCodeOf(error: unknown): 1 | 2 {
  return error instanceof SettingsError || error instanceof Misconfigured ? 2 : 1
}

/** One sentence for what was foreseen; the whole story for what was not. */
export function sayError(error: unknown): void {
  const isForeseen = error instanceof CommandFailed || error instanceof SettingsError || error instanceof IntegrationError
  console.error(isForeseen ? triedOnce(error.message) : error)
}

/** What is away, a running Landbridge tries again; a command does not. */
export function triedOnce(sentence: string): string {
  return sentence.replace(/\. It is tried again$/, '; try again when that is over')
}
