import type { ColumnValue } from './write.ts'

/** A row as it was written last. */
export interface HeldRow {
  /** GUID. */
  readonly id: string
  readonly columns: Readonly<Record<string, ColumnValue>>
  /** Whether it was left active or inactive; nothing where that is not ours to say. */
  readonly isActive?: boolean
}

/** What Dynamics 365 holds otherwise than it was written: nothing of the row any more, or something of it. */
export type RowDifference = 'missing' | DifferentRow

export interface DifferentRow {
  /** The columns that hold another value. */
  readonly columns: Readonly<Record<string, ForeignValue>>
  /** What somebody made of a row that was left active, or of one that was left inactive. */
  readonly state?: RowState
}

/** Of most tables active or inactive; a product may be in any of these. */
export type RowState = 'active' | 'inactive' | 'retired' | 'draft' | 'under revision'

/** As Dynamics 365 tells it; of a lookup the key of the row, as far as that has one. */
export type ForeignValue = string | number | boolean | null
