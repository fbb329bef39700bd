import type { ISql as Sql } from 'postgres'
import type { Claim } from './claim.ts'

/** Gives claims back as if they had not been taken, due at once or after so many milliseconds: the attempt is not counted. */
export async function release(tx: Sql, claims: readonly Claim[], milliseconds = 0): Promise<void> {
  if (claims.length === 0) return
  await tx`
    with freed as (
      update lane
      set claimed_by = null, due_at = clock_timestamp() + make_interval(secs => ${milliseconds / 1000})
      from json_to_recordset(${tx.json(claims as never)}::json) as claim ("objectKey" text, token text, sequence bigint)
      where lane.object_key = claim."objectKey" and lane.claimed_by = claim.token
      returning claim."objectKey", claim.sequence
    )
    update queue_entry
    set attempts = greatest(attempts - 1, 0)
    from freed
    where queue_entry.object_key = freed."objectKey" and queue_entry.sequence = freed.sequence`
}
