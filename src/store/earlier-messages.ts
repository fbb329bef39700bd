import type { ISql as Sql } from 'postgres'

/** Larger documents are not read again only to show what was before. */
const mostBytes = 512 * 1024

/** What was delivered of an object before a message, the last first, and whether that is all there ever was. */
export async function earlierMessages(
  sql: Sql,
  { objectKey, messageId, most }: { objectKey: string; messageId: string; most: number },
): Promise<{ messages: { id: string; payload: Uint8Array; contentType: string }[]; isAll: boolean }> {
  const rows = await sql<{ id: string; payload: Uint8Array | null; contentType: string | null }[]>`
    select
      message_id as id, content_type as "contentType",
      case when length(payload) <= ${mostBytes} then payload end as payload
    from (
      select message_id from delivery
      where object_key = ${objectKey} and message_id < ${messageId} and status in ('delivered', 'unchanged')
      order by message_id desc
      limit ${most + 1}
    ) earlier
    left join message on id = message_id
    order by message_id desc`
  const readable = rows.slice(0, most).flatMap(({ id, payload, contentType }) => {
    return payload === null || contentType === null ? [] : [{ id, payload, contentType }]
  })
  return { messages: readable, isAll: readable.length === rows.length }
}
