import type { ISql as Sql } from 'postgres'
import type { Claim } from './claim.ts'

/**
 * What waits directly behind claimed entries and may go with them, in order: up to so many behind each, none that waits for a person or
 * has a place in its sender's queue to keep, and nothing behind such a one. They belong to the claim of the entry they follow; those that
 * are not finished with it wait on as before.
 */
export async function takeFollowers(sql: Sql, claims: readonly Claim[], most: number): Promise<Claim[]> {
  if (claims.length === 0) return []
  const taken = await sql<Claim[]>`
    update queue_entry entry
    set taken_by = claim.token
    from unnest(
      ${claims.map(({ objectKey }) => objectKey)}::text[], ${claims.map(({ sequence }) => sequence)}::bigint[],
      ${claims.map(({ token }) => token)}::text[]
    ) as claim (object_key, sequence, token)
    cross join lateral (
      select sequence, bool_and(not held and queue is null) over (order by sequence) as may_go
      from (
        select sequence, held, queue
        from queue_entry
        where object_key = claim.object_key and sequence > claim.sequence
        order by sequence
        limit ${most}
      ) behind
    ) follower
    where follower.may_go and entry.object_key = claim.object_key and entry.sequence = follower.sequence
    returning
      entry.object_key as "objectKey", entry.message_id as "messageId", entry.sequence,
      entry.attempts + 1 as attempt, claim.token as token, true as "isLast"`
  return taken.toSorted((left, right) => Number(BigInt(left.sequence) - BigInt(right.sequence)))
}
