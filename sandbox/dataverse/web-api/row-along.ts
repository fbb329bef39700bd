import { lookupOf, type TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import { rowBehind } from './expand.ts'
import { noSuchProperty } from './problem.ts'

/** The table whose column a path ends with, e.g. that of contacts for `primarycontactid/fullname`. @throws {Problem} there is none */
export function tableAlong(environment: Environment, table: TableDefinition, path: string): TableDefinition {
  const [, navigation, rest] = /^([^/]+)\/(.+)$/s.exec(path) ?? []
  if (navigation === undefined || rest === undefined) return table
  const next = environment.table(lookupOf(table, navigation)?.target.table ?? '')
  if (next === undefined) throw noSuchProperty(navigation, table)
  return tableAlong(environment, next, rest)
}

/** The row whose column a path ends with, if lookups lead there. @throws {Problem} */
export function rowAlong(environment: Environment, table: TableDefinition, row: Row, path: string): Row | undefined {
  const [, navigation, rest] = /^([^/]+)\/(.+)$/s.exec(path) ?? []
  if (navigation === undefined || rest === undefined) return row
  const next = rowBehind(environment, table, row, navigation)
  return next && rowAlong(environment, next.table, next.row, rest)
}
