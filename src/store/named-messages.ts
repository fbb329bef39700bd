import type { ISql as Sql } from 'postgres'

/** A message as a link to it says. */
export interface NamedMessage {
  id: string
  idoc?: string
  type: string
}

export async function nameMessages(sql: Sql, ids: readonly string[]): Promise<Map<string, NamedMessage>> {
  const rows = await sql<{ id: string; idoc: string | null; type: string }[]>`
    select id, idoc, type from message where id = any(${ids as string[]}::uuid[])`
  return new Map(rows.map(({ id, idoc, type }) => [id, { id, type, ...(idoc !== null && { idoc }) }]))
}
