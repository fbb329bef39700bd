import { type ColumnDefinition, lookupOf, type TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink, type Row, type Value } from '../row.ts'
import { noSuchProperty } from './problem.ts'
import { columnOfProperty, columnValue } from './shown.ts'

/** A column that rows are chosen or ordered by, of the row itself or of one its lookups lead to. */
export interface Operand {
  readonly column: ColumnDefinition
  readonly isOwn: boolean
  read(row: Row): Value | undefined
}

/** `name`, `_parentaccountid_value`, `parentaccountid/name`, `parentaccountid/primarycontactid/lastname`. @throws {Problem} */
export function operandOf(environment: Environment, table: TableDefinition, path: string): Operand {
  const [, navigation, rest] = /^([^/]+)\/(.+)$/.exec(path) ?? []
  if (navigation === undefined || rest === undefined) {
    const column = columnOfProperty(table, path)
    return { column, isOwn: true, read: (row) => columnValue(table, row, column) }
  }
  const lookup = lookupOf(table, navigation)
  const other = environment.table(lookup?.target.table ?? '')
  if (lookup === undefined || other === undefined) throw noSuchProperty(navigation, table)
  const beyond = operandOf(environment, other, rest)
  return {
    column: beyond.column,
    isOwn: false,
    read(row) {
      const link = row.values[lookup.column.name]
      const found = isLink(link) && link.table === other.name ? environment.find(link.table, link.id) : undefined
      return found && beyond.read(found)
    },
  }
}
