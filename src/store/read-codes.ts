import type { ISql as Sql } from 'postgres'

/** The codes of the errors that hold these deliveries, by object key; of one that is not held, nothing. */
export async function readCodes(
  sql: Sql,
  deliveries: readonly { messageId: string; objectKey: string }[],
): Promise<Map<string, string>> {
  if (deliveries.length === 0) return new Map()
  const rows = await sql<{ objectKey: string; code: string }[]>`
    select object_key as "objectKey", code
    from unnest(
      ${deliveries.map(({ messageId }) => messageId)}::uuid[], ${deliveries.map(({ objectKey }) => objectKey)}::text[]
    ) as wanted (id, key)
    join delivery on message_id = wanted.id and object_key = wanted.key
    where status = 'held' and code is not null`
  return new Map(rows.map(({ objectKey, code }) => [objectKey, code]))
}
