import type { ISql as Sql } from 'postgres'
import type { Claim } from './claim.ts'

/** The nearest entry before another one in its sender's queue. */
export interface Earlier {
  objectKey: string
  messageId: string
  queue: string
}

/**
 * For claims of messages that must come in order: what of an earlier message of their queue is still open, by the claim's
 * object key. The nearest of several, so that a long queue is worked off one by one and not all look at its head.
 *
 * A sender sends the next message of a queue only after the one before was accepted, so sequences tell their order.
 */
export async function earlierInQueue(sql: Sql, claims: readonly Claim[]): Promise<Map<string, Earlier>> {
  const rows = claims.map(({ objectKey, sequence }) => ({ objectKey, sequence }))
  const found = await sql<(Earlier & { claimed: string })[]>`
    select claim."objectKey" as claimed, earlier.object_key as "objectKey", earlier.message_id as "messageId", own.queue
    from json_to_recordset(${sql.json(rows)}::json) as claim ("objectKey" text, sequence bigint)
    join queue_entry own on own.object_key = claim."objectKey" and own.sequence = claim.sequence and own.queue is not null
    cross join lateral (
      select object_key, message_id
      from queue_entry
      where queue = own.queue and sequence < own.sequence and message_id <> own.message_id
      order by sequence desc
      limit 1
    ) earlier`
  return new Map(found.map(({ claimed, objectKey, messageId, queue }) => [claimed, { objectKey, messageId, queue }]))
}
