import { lookupOf, type TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import { rowBehind } from './expand.ts'
import { noSuchProperty } from './problem.ts'

/** The table whose column a path ends with, e.g. that of contacts for `primarycontactid/fullname`. @throws {Problem} there is none */
export function tableAlong(environment: Environment, table: TableDefinition, path: string): TableDefinition {
  const step = firstStep(path)
  if (step === undefined) return table
  const next = environment.table(lookupOf(table, step.navigation)?.target.table ?? '')
  if (next === undefined) throw noSuchProperty(step.navigation, table)
  return tableAlong(environment, next, step.rest)
}

/** The row whose column a path ends with, if lookups lead there. @throws {Problem} */
export function rowAlong(environment: Environment, table: TableDefinition, row: Row, path: string): Row | undefined {
  const step = firstStep(path)
  if (step === undefined) return row
  const next = rowBehind(environment, table, row, step.navigation)
  return next && rowAlong(environment, next.table, next.row, step.rest)
}

function firstStep(path: string): { navigation: string; rest: string } | undefined {
  const slash = path.indexOf('/')
  return slash < 1 || slash === path.length - 1 ? undefined : { navigation: path.slice(0, slash), rest: path.slice(slash + 1) }
}
