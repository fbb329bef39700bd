import type { ISql as Sql } from 'postgres'
import type { Claim } from './claim.ts'

/**
 * Ends the work on claimed entries and frees their object keys for the next in line, or deletes the lanes when there is none. Gives
 * the claims that were still held: for one that was taken over meanwhile nothing happens.
 *
 * The caller has locked the lanes in an earlier statement (`lockStillHeld`), so nobody can be putting an entry on one of them unseen;
 * and what is claimed is first in line, with those that were taken along directly behind it, so the next one is the first of those with a
 * greater sequence.
 */
export async function finish(tx: Sql, claims: readonly Claim[]): Promise<Claim[]> {
  if (claims.length === 0) return []
  const done = await tx<{ token: string; objectKey: string; isFreed: boolean }[]>`
    with claim as materialized (
      select * from unnest(
        ${claims.map(({ objectKey }) => objectKey)}::text[], ${claims.map(({ token }) => token)}::text[],
        ${claims.map(({ sequence }) => sequence)}::bigint[]
      ) as claim (object_key, token, sequence)
    ), done as materialized (
      select lane.object_key, lane.claimed_by, head.held
      from (select object_key, token, max(sequence) as sequence from claim group by object_key, token) claim
      join lane on lane.object_key = claim.object_key and lane.claimed_by = claim.token
      left join lateral (
        select held from queue_entry
        where queue_entry.object_key = claim.object_key and queue_entry.sequence > claim.sequence
        order by queue_entry.sequence
        limit 1
      ) head on true
    ), gone as (
      delete from queue_entry using claim, done
      where queue_entry.object_key = claim.object_key and queue_entry.sequence = claim.sequence
        and done.object_key = claim.object_key and done.claimed_by = claim.token
    ), freed as (
      update lane
      set
        claimed_by = null,
        parked_for = null,
        due_at = case when done.held then 'infinity'::timestamptz else clock_timestamp() end
      from done
      where lane.object_key = done.object_key and done.held is not null
    ), emptied as (
      delete from lane using done
      where lane.object_key = done.object_key and done.held is null
    )
    select claimed_by as token, object_key as "objectKey", held is not null as "isFreed" from done`
  if (done.some(({ isFreed }) => isFreed)) await tx`select pg_notify('landbridge_work', '')`
  const ended = new Set(done.map(({ token, objectKey }) => `${token} ${objectKey}`))
  return claims.filter(({ token, objectKey }) => ended.has(`${token} ${objectKey}`))
}
