import { setTimeout as after } from 'node:timers/promises'
import { Misconfigured, Unavailable } from '../../message/errors.ts'
import type { Table } from '../../message/table.ts'
import { keyOf, readDefinition } from './definition.ts'
import type { WebApi } from './web-api.ts'

/** Waits until Dataverse has built a key. Duplicates in the data make it fail, and only here that shows. */
export async function waitForKey(
  api: WebApi,
  table: Table,
  { pollMs = 2000, timeoutMs = 15 * 60_000 }: { pollMs?: number; timeoutMs?: number },
): Promise<void> {
  const name = `The key ${table.key.join(', ')} of table ${table.name}`
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const definition = await readDefinition(api, table.name)
    const status = definition && keyOf(definition, table.key)?.status
    if (status === 'Active') return
    if (status === 'Failed') throw new Misconfigured(failedKeySentence(table))
    if (Date.now() > deadline)
      throw new Unavailable(`${name} is still ${status ?? 'not there'}; run npx landbridge provision again later`)
    await after(pollMs)
  }
}

export function failedKeySentence({ name, key }: Table): string {
  return `The key ${key.join(', ')} of table ${name} could not be built, because two rows hold the same value: merge or delete the duplicates, then run npx landbridge provision again`
}
