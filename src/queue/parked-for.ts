import type { ISql as Sql } from 'postgres'

/** Something that waits for an object: its object key, and the message that is first in its line. */
export interface Parked {
  awaited: string
  objectKey: string
  messageId: string
}

/** What is parked for these object keys, of each the first so many by object key, with how many there are. */
export async function parkedFor(sql: Sql, objectKeys: readonly string[], most = 20): Promise<(Parked & { total: number })[]> {
  if (objectKeys.length === 0) return []
  return sql<(Parked & { total: number })[]>`
    select awaited, object_key as "objectKey", head.message_id as "messageId", total
    from (
      select
        parked_for as awaited, object_key,
        row_number() over (partition by parked_for order by object_key) as place,
        count(*) over (partition by parked_for)::integer as total
      from lane
      where parked_for = any(${objectKeys as string[]}::text[])
    ) parked
    cross join lateral (
      select message_id from queue_entry where queue_entry.object_key = parked.object_key order by sequence limit 1
    ) head
    where place <= ${most}
    order by awaited, object_key`
}
