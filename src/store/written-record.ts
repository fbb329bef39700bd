import type { ColumnValue } from '../message/write.ts'

/** One row as we last wrote it to Dynamics 365, and which message wrote each column. */
export interface WrittenRecord {
  objectKey: string
  /** The Dynamics 365 environment that holds it, by its name in the settings. */
  receiver: string
  /** Logical name, e.g. `account`. */
  table: string
  /** The business key columns with their values. */
  rowKey: Readonly<Record<string, string>>
  /** The row's GUID; empty of one that was to vanish and was never there, whose state is `deleted`. */
  id: string
  state: 'active' | 'inactive' | 'deleted'
  /** Version of the newest document that wrote the row. */
  version: string
  /** The sending system; versions of different systems do not compare. */
  system: string
  columns: Readonly<Record<string, WrittenColumn>>
}

export interface WrittenColumn {
  value: ColumnValue
  /** Where in the document it came from, e.g. `E1KNA1M/NAME1`. */
  source: string
  messageId: string
  /** ISO time of the write. */
  at: string
}
