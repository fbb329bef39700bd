import type { ISql as Sql } from 'postgres'
import type { Claim } from './claim.ts'

/**
 * Lets claimed entries wait for another object: `wakeParked` makes them due at once when it was delivered. Should that be
 * missed, because the other one arrived while this one was being parked, they are due after so many milliseconds anyway.
 */
export async function park(
  tx: Sql,
  entries: readonly { claim: Claim; parkedFor: string; milliseconds: number }[],
): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(({ claim: { objectKey, token }, ...rest }) => ({ objectKey, token, ...rest }))
  await tx`
    update lane
    set
      claimed_by = null,
      parked_for = row."parkedFor",
      due_at = clock_timestamp() + make_interval(secs => row.milliseconds / 1000)
    from json_to_recordset(${tx.json(rows)}::json)
      as row ("objectKey" text, token text, "parkedFor" text, milliseconds double precision)
    where lane.object_key = row."objectKey" and lane.claimed_by = row.token`
}
