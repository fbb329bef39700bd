import type { ColumnValue } from './write.ts'

/** A row as it was written last. */
export interface HeldRow {
  /** GUID. */
  readonly id: string
  readonly columns: Readonly<Record<string, ColumnValue>>
}

/** What Dynamics 365 holds otherwise than it was written: nothing of the row any more, or other values of these columns. */
export type RowDifference = 'missing' | Readonly<Record<string, ForeignValue>>

/** As Dynamics 365 tells it; of a lookup the key of the row, as far as that has one. */
export type ForeignValue = string | number | boolean | null
