import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { whatIsWrong } from '../message/what-is-wrong.ts'
import { SettingsError } from './settings-error.ts'

/**
 * The environment variable `name`, or what the file that `name_FILE` names holds; an empty variable counts as not set. Nothing else
 * reads process.env.
 * @throws {SettingsError} the file cannot be read
 */
export function fromEnvironment(name: string): string | undefined {
  const value = process.env[name]
  if (value !== undefined && value !== '') return value
  const file = process.env[`${name}_FILE`]
  if (file === undefined || file === '') return undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new SettingsError(`${name}_FILE names '${file}', which cannot be read: ${(error as Error).message}`)
  }
}

/** As `fromEnvironment`, checked and with what counts when it is not set. @throws {SettingsError} it is not usable */
export function setting<T>(name: string, schema: z.ZodType<T>, fallback: string): T {
  const text = fromEnvironment(name) ?? fallback
  const read = schema.safeParse(text, { error: whatIsWrong })
  if (read.success) return read.data
  throw new SettingsError(`${name} is '${text}': ${read.error.issues[0]?.message ?? 'not usable'}`)
}
