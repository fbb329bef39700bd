import type { ISql as Sql } from 'postgres'

/**
 * Locks the lanes of a message until the transaction ends, in the order everybody locks them. Before them the message itself: what has left
 * the queue has no lane, by which two who bring it back at once would meet.
 */
export async function lockLanes(tx: Sql, messageId: string, objectKeys: readonly string[]): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`message ${messageId}`}, 0))`
  await tx`select from lane where object_key = any(${objectKeys as string[]}::text[]) order by object_key for update`
}

/** One message's place in the line of one object key. */
export interface Place {
  objectKey: string
  sequence: string
  isHead: boolean
  isHeld: boolean
  isWorkedOn: boolean
}

/** Where the entries of a message stand; the caller has locked their lanes in an earlier statement. */
export async function readPlaces(tx: Sql, messageId: string): Promise<Place[]> {
  return tx<Place[]>`
    select
      entry.object_key as "objectKey",
      entry.sequence,
      entry.held as "isHeld",
      head.is_head as "isHead",
      (head.is_head or coalesce(entry.taken_by = lane.claimed_by, false))
        and lane.claimed_by is not null and lane.due_at > clock_timestamp() as "isWorkedOn"
    from queue_entry entry
    join lane on lane.object_key = entry.object_key
    cross join lateral (
      select not exists (
        select from queue_entry earlier where earlier.object_key = entry.object_key and earlier.sequence < entry.sequence
      ) as is_head
    ) head
    where entry.message_id = ${messageId}
    order by entry.object_key`
}
