import type { ISql as Sql } from 'postgres'

/** How an object key's line stands. */
export interface Line {
  objectKey: string
  /** The object key its first entry waits for. */
  parkedFor?: string
  /** The first of it, in their order. */
  messageIds: string[]
  /** How many there are. */
  length: number
}

/** The lines of these object keys, as far as anything of them is left to do; of a long one the first entries. */
export async function readLines(sql: Sql, objectKeys: readonly string[], most = 20): Promise<Line[]> {
  if (objectKeys.length === 0) return []
  const rows = await sql<{ objectKey: string; parkedFor: string | null; messageIds: string[]; length: number }[]>`
    select
      lane.object_key as "objectKey", lane.parked_for as "parkedFor",
      array(
        select message_id::text from queue_entry where object_key = lane.object_key order by sequence limit ${most}
      ) as "messageIds",
      (select count(*)::integer from queue_entry where object_key = lane.object_key) as length
    from lane
    where lane.object_key = any(${objectKeys as string[]}::text[])
    order by lane.object_key`
  return rows
    .filter(({ length }) => length > 0)
    .map(({ parkedFor, ...line }) => ({ ...line, ...(parkedFor === null ? {} : { parkedFor }) }))
}
