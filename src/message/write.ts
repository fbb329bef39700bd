import type { IntegrationError } from './errors.ts'
import type { Table, TableIdentity } from './table.ts'

/** The value of one column: text, flag, choice or whole number, exact decimal, reference to a row; `null` clears it. */
export type ColumnValue = string | boolean | number | Decimal | Reference | null

/** An exact number as canonical JSON text, e.g. `-12.5` or `922337203685477.5807`; never a binary float. */
export interface Decimal {
  readonly decimal: string
}

/** Another row, by business key; the receiver channel resolves it. */
export interface Reference {
  readonly table: TableIdentity
  readonly key: Readonly<Record<string, string>>
  /** True: when the row does not exist the column is left out with a warning. False: the object waits for it (`Missing`). */
  readonly optional: boolean
}

/** What is to become of one row of one table. */
export interface Write {
  readonly table: Table
  readonly operation: 'upsert' | 'deactivate' | 'delete'
  /** Value of every column of `table.key`. */
  readonly key: Readonly<Record<string, string>>
  /** Columns to send. Key columns are not repeated here. */
  readonly columns: Readonly<Record<string, ColumnValue>>
  /**
   * Everything known of the row, when `columns` is only what changed: sent instead when a row that was written before
   * turns out to be gone.
   */
  readonly whole?: Readonly<Record<string, ColumnValue>>
  /** The row's GUID when it was written before. */
  readonly id?: string
  /** The row is changed, never created: while it is not there, its object waits for the one that creates this row (`Missing`). */
  readonly waitsFor?: Reference
  /** The row is to be active, also when somebody deactivated it in Dynamics 365; that costs a look at it. */
  readonly activates?: boolean
}

/** The rows of one business object, in the order they must be written (parents first). */
export interface ObjectWrites {
  readonly objectKey: string
  /** `key`: upsert by alternate key. `check`: look first, then POST, or PATCH with the id in the URL. */
  readonly match: 'key' | 'check'
  readonly writes: readonly Write[]
}

export type Operation = 'create' | 'update' | 'none' | 'deactivate' | 'delete'

/** One row as it now stands in Dynamics 365. */
export interface RowResult {
  readonly table: string
  readonly key: Readonly<Record<string, string>>
  /** Its GUID; empty when there is no such row, as it was to vanish and was never there. */
  readonly id: string
  readonly operation: Operation
  /** Columns that were not sent after all, because an optional reference was not found. */
  readonly leftOut?: readonly string[]
}

/** What became of one object: the rows that were written, and the error that stopped the rest, if any. */
export interface ObjectResult {
  readonly rows: readonly RowResult[]
  readonly warnings: readonly string[]
  readonly error?: IntegrationError
}

/**
 * A receiver channel. Takes many objects at once and gives one result per object, in the order given.
 * One bad object never spoils another; it throws for nobody's sake: every failure is in a result.
 */
export interface Receiver {
  write(objects: readonly ObjectWrites[]): Promise<ObjectResult[]>
  close(): Promise<void>
}
