import type { ISql as Sql } from 'postgres'

/** The IDoc numbers of messages; of XI messages, and of those that retention dropped, there are none. */
export async function readIdocs(sql: Sql, messageIds: Iterable<string>): Promise<Map<string, string>> {
  const ids = [...new Set(messageIds)].filter((id) => id !== '')
  if (ids.length === 0) return new Map()
  const found = await sql<{ id: string; idoc: string }[]>`
    select id, idoc from message where id = any(${ids}::uuid[]) and idoc is not null`
  return new Map(found.map(({ id, idoc }) => [id, idoc]))
}
