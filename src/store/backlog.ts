import type { ISql as Sql } from 'postgres'
import { lowestId, timeOf } from './message-id.ts'

/** What is held now, by interface, with the reason of one of them. */
export async function heldByInterface(sql: Sql): Promise<{ interface: string; count: number; reason: string | null }[]> {
  return sql`
    select split_part(object_key, '/', 1) as interface, count(*)::float8 as count, min(reason) as reason
    from delivery where status = 'held' group by 1`
}

/** Beyond so many that wait nobody looks further; one behind them is found when they are fewer. */
const mostLookedAt = 100_000

/** The delivery of each interface that waits longest, or is parked, of those that came before, without being held or behind what is held. */
export async function oldestWaitingByInterface(
  sql: Sql,
  before: Date,
): Promise<{ messageId: string; objectKey: string; since: Date }[]> {
  const oldest = await sql<{ messageId: string; objectKey: string }[]>`
    select distinct on (split_part("objectKey", '/', 1)) "messageId", "objectKey"
    from (
      select entry.message_id as "messageId", entry.object_key as "objectKey"
      from queue_entry entry
      join lane on lane.object_key = entry.object_key
      where entry.message_id < ${lowestId(before)} and not entry.held and lane.due_at < 'infinity'
      order by entry.message_id
      limit ${mostLookedAt}
    ) waiting
    order by split_part("objectKey", '/', 1), "messageId"`
  return oldest.map((one) => ({ ...one, since: timeOf(one.messageId) }))
}

/** The delivery that waits longest, or is parked, without being held or behind what is held; nothing when none is. */
export async function oldestWaiting(sql: Sql): Promise<{ messageId: string; objectKey: string; since: Date } | undefined> {
  const [oldest] = await sql<{ messageId: string; objectKey: string }[]>`
    select entry.message_id as "messageId", entry.object_key as "objectKey"
    from queue_entry entry
    join lane on lane.object_key = entry.object_key
    where not entry.held and lane.due_at < 'infinity'
    order by entry.message_id
    limit 1`
  return oldest && { ...oldest, since: timeOf(oldest.messageId) }
}
