import type { TableDefinition } from '../definition.ts'
import { Problem } from './problem.ts'
import type { Given } from './read-body.ts'
import type { Values } from './row-values.ts'

/** Products begin as drafts, everything else active. */
export function firstState(table: TableDefinition): Values {
  if (!table.columns.has('statecode')) return {}
  const statecode = table.name === 'product' ? 2 : 0
  return { statecode, statuscode: firstStatusOf(table, statecode) }
}

/**
 * A state alone takes its first status along, a status alone its state; a pair must fit. Where a new row cannot be told its state its
 * status cannot lead to another one either (reported of the real service). @throws {Problem} they do not fit
 */
export function settleState(table: TableDefinition, values: Values, given: Given, isNew: boolean): void {
  const status = table.columns.get('statuscode')
  if (status === undefined) return
  const { statecode, statuscode } = values
  if (status.stateOf.get(Number(statuscode)) === statecode) return
  if (given.statuscode == null) values.statuscode = firstStatusOf(table, Number(statecode))
  else if (given.statecode == null && !(isNew && table.columns.get('statecode')?.writable === 'update'))
    values.statecode = status.stateOf.get(Number(statuscode)) ?? 0
  else throw impossible(table, Number(statecode), Number(statuscode))
}

function firstStatusOf(table: TableDefinition, state: number): number {
  const stateOf = table.columns.get('statuscode')?.stateOf ?? new Map<number, number>()
  return [...stateOf].find(([, of]) => of === state)?.[0] ?? 1
}

function impossible(table: TableDefinition, state: number, status: number): Error {
  const name = table.columns.get('statecode')?.options.get(state) ?? String(state)
  return new Problem(
    400,
    '0x80048408',
    `${status} is not a valid status code for state code ${table.name}State.${name} on ${table.name}.`,
  )
}
