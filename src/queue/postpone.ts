import type { ISql as Sql } from 'postgres'
import type { Claim } from './claim.ts'

/** Gives claimed entries back to be tried again after so many milliseconds; what is behind them waits too. */
export async function postpone(tx: Sql, entries: readonly { claim: Claim; milliseconds: number }[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(({ claim: { objectKey, token }, milliseconds }) => ({ objectKey, token, milliseconds }))
  await tx`
    update lane
    set claimed_by = null, due_at = clock_timestamp() + make_interval(secs => row.milliseconds / 1000)
    from json_to_recordset(${tx.json(rows)}::json) as row ("objectKey" text, token text, milliseconds double precision)
    where lane.object_key = row."objectKey" and lane.claimed_by = row.token`
}
