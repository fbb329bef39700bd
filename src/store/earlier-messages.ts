import type { ISql as Sql } from 'postgres'
import { droppedMonths } from './dropped-months.ts'
import { monthOf } from './journal-months.ts'
import { timeOf } from './message-id.ts'

/** Larger documents are not read again only to show what was before. */
const mostBytes = 512 * 1024

/**
 * What was delivered of an object before a message, the last first, and whether that is all there ever was. What came before a month that
 * was dropped is no part of it: something between may be missing.
 */
export async function earlierMessages(
  sql: Sql,
  { objectKey, messageId, most }: { objectKey: string; messageId: string; most: number },
): Promise<{ messages: { id: string; payload: Uint8Array; contentType: string }[]; isAll: boolean }> {
  const dropped = (await droppedMonths(sql, timeOf(messageId))).at(-1)
  const since = dropped === undefined ? '00000000-0000-0000-0000-000000000000' : monthOf(dropped).to
  const rows = await sql<{ id: string; payload: Uint8Array | null; contentType: string | null }[]>`
    select
      message_id as id, content_type as "contentType",
      case when length(payload) <= ${mostBytes} then payload end as payload
    from (
      select message_id from delivery
      where object_key = ${objectKey} and message_id >= ${since} and message_id < ${messageId}
        and status in ('delivered', 'unchanged')
      order by message_id desc
      limit ${most + 1}
    ) earlier
    left join message on id = message_id
    order by message_id desc`
  const readable = rows.slice(0, most).flatMap(({ id, payload, contentType }) => {
    return payload === null || contentType === null ? [] : [{ id, payload, contentType }]
  })
  const isFirst = dropped === undefined || (await createdAll(sql, { objectKey, messageId: rows.at(-1)?.id ?? messageId }))
  return { messages: readable, isAll: readable.length === rows.length && isFirst }
}

/** A delivery that created every row of its object: there was none before it. */
async function createdAll(sql: Sql, { objectKey, messageId }: { objectKey: string; messageId: string }): Promise<boolean> {
  const found = await sql`
    select from delivery
    where message_id = ${messageId} and object_key = ${objectKey} and rows <> '[]'
      and not exists (select from jsonb_array_elements(rows) as one (written) where written ->> 'operation' <> 'create')`
  return found.length > 0
}
