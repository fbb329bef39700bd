import { setTimeout as after } from 'node:timers/promises'
import { Misconfigured, Unavailable } from '../../message/errors.ts'
import type { Table } from '../../message/table.ts'
import { keyOf, readDefinition } from './definition.ts'
import { once, type Trying } from './patiently.ts'
import type { WebApi } from './web-api.ts'

/** How long to wait, counted from the first of all keys; Dynamics 365 builds them side by side. */
export interface Patience {
  readonly pollMs: number
  readonly timeoutMs: number
  readonly since: number
}

/**
 * Waits until Dataverse has built a key. Duplicates in the data make it fail, and only here that shows.
 * @throws {Unavailable} it takes longer than the patience lasts
 */
export async function waitForKey(
  api: WebApi,
  table: Table,
  { pollMs, timeoutMs, since }: Patience,
  trying: Trying = once,
): Promise<void> {
  const name = `The key ${table.key.join(', ')} of table ${table.name}`
  for (;;) {
    const definition = await trying(() => readDefinition(api, table.name))
    const status = definition && keyOf(definition, table.key)?.status
    if (status === 'Active') return
    if (status === 'Failed') throw new Misconfigured(failedKeySentence(table))
    if (Date.now() - since >= timeoutMs) throw new Unavailable(`${name} ${notYetSentence(status, timeoutMs)}`)
    await after(pollMs)
  }
}

function notYetSentence(status: string | undefined, timeoutMs: number): string {
  const minutes = Math.round(timeoutMs / 60_000)
  const soFar = minutes === 0 ? '' : ` after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  return `is ${status ?? 'not there'}, not yet active${soFar}. Dynamics 365 goes on building it by itself: npx landbridge check says when it is active, npx landbridge provision waits again`
}

export function failedKeySentence({ name, key }: Table): string {
  return `The key ${key.join(', ')} of table ${name} could not be built, because two rows hold the same value: merge or delete the duplicates, then run npx landbridge provision again`
}
