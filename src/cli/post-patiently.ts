import { setTimeout as pause } from 'node:timers/promises'
import { basic } from './client.ts'
import { CommandFailed } from './exit.ts'
import { refusalIn, type Target } from './send-file.ts'

/** What was answered to one request of a load: what is stored, or why it is not. */
export type Answered = { readonly stored: string } | { readonly refused: string }

/**
 * Posts to `/idoc` or `/xi`; a Landbridge that is away or busy is waited for, five minutes.
 * @throws {CommandFailed} nobody answers, or the sender may not send
 */
export async function postPatiently(
  path: '/idoc' | '/xi',
  body: Blob | Uint8Array<ArrayBuffer>,
  { url, user, password }: Target,
): Promise<Answered> {
  const headers = { authorization: basic(user, password), 'content-type': 'text/xml' }
  for (let tries = 1; ; tries++) {
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body }).catch((error: Error) => error)
    if (answer instanceof Response && answer.ok) return { stored: await answer.text() }
    if (answer instanceof Response && answer.status !== 503) {
      const refused = await refusalIn(answer)
      if (noneAreTaken.includes(answer.status)) throw new CommandFailed(refused)
      return { refused }
    }
    if (tries === mostTries) {
      throw new CommandFailed(`Landbridge at ${url} is not ready; the same command goes on where this one ends, when it is`)
    }
    await pause(Math.min(500 * 2 ** (tries - 1), 10_000))
  }
}

/** The sender is not let in: the next one would not be taken either. */
const noneAreTaken = [401, 403, 429]

/** About five minutes. */
const mostTries = 34
