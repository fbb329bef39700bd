import type { ColumnDefinition, TableDefinition } from '../../definition.ts'
import type { Row } from '../../row.ts'

/** A file or image column of one row. */
export interface FilePlace {
  readonly table: TableDefinition
  readonly row: Row
  readonly column: ColumnDefinition
}
