import type { ISql as Sql } from 'postgres'
import { lowestId } from './message-id.ts'

/** The tables of the journal, a partition a month each, with the column that holds the message id. */
export const journal = [
  { table: 'message', column: 'id' },
  { table: 'delivery', column: 'message_id' },
  { table: 'attempt', column: 'message_id' },
] as const

/** A calendar month in UTC, by the time inside message ids. */
export interface Month {
  /** As partitions are named for it, e.g. `2026_11`. */
  readonly name: string
  /** The lowest id it may hold, and the lowest of the month after it. */
  readonly from: string
  readonly to: string
}

/** The month of a moment, or one so many months after it, or before. */
export function monthOf(moment: Date, after = 0): Month {
  const start = (month: number) => new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + month))
  const from = start(after)
  return { name: from.toISOString().slice(0, 7).replace('-', '_'), from: lowestId(from), to: lowestId(start(after + 1)) }
}

/** Nodes make and drop months one at a time: whoever has this lock, until its transaction ends. */
export async function lockMonths(tx: Sql): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended('landbridge partitions', 0))`
}
