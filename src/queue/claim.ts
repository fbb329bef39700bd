import type { ISql as Sql } from 'postgres'

/** The right to work on the first entry of an object key, until it expires. */
export interface Claim {
  objectKey: string
  messageId: string
  sequence: string
  /** Number of this attempt, counted from 1. */
  attempt: number
  token: string
  /** Nothing waited behind it when it was claimed. */
  isLast: boolean
}

/**
 * Claims the first entry of up to `limit` object keys whose turn has come, those that are due longest first. A key that
 * somebody works on, that is held, or whose first entry is not due yet offers nothing. `token` must be new for each call.
 *
 * Two statements: the first takes the lanes, the second reads their heads. In a single one the heads would be read as they
 * were before the lanes were locked, and an entry that was finished just then would be handed out again.
 * A process that dies between the two leaves claims that expire.
 */
export async function claim(
  sql: Sql,
  { token, limit, seconds }: { token: string; limit: number; seconds: number },
): Promise<Claim[]> {
  const lanes = await claimLanes(sql, token, limit, seconds)
  if (lanes.length === 0) return []
  const claims = await sql<Claim[]>`
    update queue_entry entry
    set attempts = entry.attempts + 1
    from unnest(${lanes}::text[]) as lane (object_key)
    cross join lateral (
      select sequence from queue_entry where object_key = lane.object_key order by sequence limit 1
    ) head
    where entry.object_key = lane.object_key and entry.sequence = head.sequence
    returning
      entry.object_key as "objectKey",
      entry.message_id as "messageId",
      entry.sequence,
      entry.attempts as attempt,
      ${token} as token,
      not exists (
        select from queue_entry behind where behind.object_key = entry.object_key and behind.sequence > entry.sequence
      ) as "isLast"`
  return [...claims]
}

async function claimLanes(sql: Sql, token: string, limit: number, seconds: number): Promise<string[]> {
  const lanes = await sql<{ object_key: string }[]>`
    with due as materialized (
      select object_key from lane where due_at <= now() order by due_at limit ${limit} for update skip locked
    )
    update lane
    set claimed_by = ${token}, due_at = clock_timestamp() + make_interval(secs => ${seconds}), parked_for = null
    from due
    where lane.object_key = due.object_key
    returning lane.object_key`
  return lanes.map(({ object_key }) => object_key)
}
