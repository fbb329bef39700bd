import type { ISql as Sql } from 'postgres'
import type { Claim } from './claim.ts'

/** Stops the object keys of these claims until a person restarts or cancels what is first in line. */
export async function hold(tx: Sql, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return
  await tx`
    with stopped as (
      update lane
      set claimed_by = null, due_at = 'infinity'
      from json_to_recordset(${tx.json(claims as never)}::json) as claim ("objectKey" text, token text, sequence bigint)
      where lane.object_key = claim."objectKey" and lane.claimed_by = claim.token
      returning claim."objectKey", claim.sequence
    )
    update queue_entry
    set held = true
    from stopped
    where queue_entry.object_key = stopped."objectKey" and queue_entry.sequence = stopped.sequence`
}
