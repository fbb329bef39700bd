import type { ISql as Sql } from 'postgres'
import type { Claim } from './claim.ts'
import { freeLanes } from './free-lanes.ts'
import { lockStillHeld } from './still-held.ts'

/**
 * Ends the work on claimed entries and frees their object keys for the next in line. Gives the claims that were still held:
 * for one that was taken over meanwhile nothing happens.
 */
export async function finish(tx: Sql, claims: readonly Claim[]): Promise<Claim[]> {
  const held = await lockStillHeld(tx, claims)
  if (held.length === 0) return []
  await tx`
    delete from queue_entry
    using json_to_recordset(${tx.json(held as never)}::json) as claim ("objectKey" text, sequence bigint)
    where queue_entry.object_key = claim."objectKey" and queue_entry.sequence = claim.sequence`
  await freeLanes(
    tx,
    held.map(({ objectKey }) => objectKey),
  )
  return held
}
