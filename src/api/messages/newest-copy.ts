import type { ISql as Sql } from 'postgres'
import type { NamedMessage } from '../../store/named-messages.ts'
import { readDeeds, readKin } from '../../store/read-deeds.ts'

/** The last corrected copy of a message, or of its corrected copies; nothing when it was never corrected. */
export async function newestCopy(sql: Sql, id: string): Promise<NamedMessage | undefined> {
  const { replacedBy } = await readKin(sql, '', await readDeeds(sql, id))
  const last = replacedBy?.at(-1)
  return last && ((await newestCopy(sql, last.id)) ?? last)
}
