import { randomUUID } from 'node:crypto'
import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Link, Row, Value } from '../row.ts'
import { Problem } from './problem.ts'
import { checkProductChange } from './product-rules.ts'
import type { Given } from './read-body.ts'

interface Saved {
  readonly environment: Environment
  readonly table: TableDefinition
  readonly userId: string
}

type Values = Record<string, Value>

/** Creates a row, with what Dataverse fills in by itself. @throws {Problem} required columns, duplicates, impossible states */
export function insertRow({ environment, table, userId }: Saved, given: Given, id: string = randomUUID()): Row {
  if (environment.find(table.name, id) !== undefined) {
    throw new Problem(412, '0x80040237', 'A record with matching key values already exists.')
  }
  const user: Link = { table: 'systemuser', id: userId }
  const now = moment()
  const values: Values = {
    ...defaults(table, user, environment),
    createdon: now,
    createdby: user,
    modifiedon: now,
    modifiedby: user,
  }
  merge(values, given)
  requireColumns(table, values)
  return save({ environment, table, userId }, id, withComputed(environment, table, values, given))
}

/** Changes a row: columns that are not given stay. */
export function changeRow({ environment, table, userId }: Saved, row: Row, given: Given): Row {
  const values: Values = { ...row.values }
  merge(values, given)
  Object.assign(values, { modifiedon: moment(), modifiedby: { table: 'systemuser', id: userId } })
  requireColumns(table, values)
  const changed = withComputed(environment, table, values, given)
  if (table.name === 'product') checkProductChange(row, given, changed)
  return save({ environment, table, userId }, row.id, changed)
}

function save({ environment, table }: Saved, id: string, values: Values): Row {
  for (const key of table.keys) {
    const other = environment.findByKey(key, values)
    if (other === undefined || other.id === id.toLowerCase()) continue
    throw new Problem(
      412,
      '0x80060892',
      `Entity Key ${key.name} violated. A record with the same value for ${key.columns.join(', ')} already exists. A duplicate record cannot be created. Select one or more unique values and try again.`,
    )
  }
  return environment.put(table.name, id, values)
}

function merge(values: Values, given: Given): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === null) delete values[name]
    else values[name] = value
  }
}

function defaults(table: TableDefinition, user: Link, environment: Environment): Values {
  const values: Values = {}
  for (const { name, type, isWritable } of table.columns.values()) if (type === 'yesNo' && isWritable) values[name] = false
  if (table.columns.has('statecode')) Object.assign(values, firstState(table))
  if (table.columns.get('ownerid')?.type === 'lookup') values.ownerid = user
  const unit = environment.rowsOf('businessunit')[0]
  if (table.columns.has('owningbusinessunit') && unit !== undefined)
    values.owningbusinessunit = { table: 'businessunit', id: unit.id }
  return values
}

/** Products begin as drafts, everything else active. */
function firstState(table: TableDefinition): Values {
  const statecode = table.name === 'product' ? 2 : 0
  return { statecode, statuscode: firstStatusOf(table, statecode) }
}

function firstStatusOf(table: TableDefinition, state: number): number {
  const stateOf = table.columns.get('statuscode')?.stateOf ?? new Map<number, number>()
  return [...stateOf].find(([, of]) => of === state)?.[0] ?? 1
}

/** API callers must give what the system requires; what only business requires is enforced by forms alone. */
function requireColumns(table: TableDefinition, values: Values): void {
  for (const { name, type, required, isWritable } of table.columns.values()) {
    if (required !== 'system' || !isWritable || type === 'id' || values[name] !== undefined) continue
    throw new Problem(400, '0x80040203', `Attribute '${name}' of entity '${table.name}' cannot be NULL.`)
  }
}

function withComputed(environment: Environment, table: TableDefinition, values: Values, given: Given): Values {
  settleState(table, values, given)
  if (table.name === 'contact' || table.name === 'systemuser') {
    const names = [values.firstname, values.lastname].filter((name) => name !== undefined)
    if (names.length > 0) values.fullname = names.join(' ')
  }
  const money = [...table.columns.values()].filter(({ name, type }) => type === 'money' && values[name] !== undefined)
  const base = environment.rowsOf('organization')[0]?.values.basecurrencyid
  if (money.length > 0 && table.columns.has('transactioncurrencyid') && base !== undefined) values.transactioncurrencyid ??= base
  // All exchange rates of the sandbox are 1.
  for (const { name } of money) if (table.columns.has(`${name}_base`)) values[`${name}_base`] = values[name] as Value
  return values
}

/** A state alone takes its first status along; a pair must fit. */
function settleState(table: TableDefinition, values: Values, given: Given): void {
  const status = table.columns.get('statuscode')
  if (status === undefined) return
  const { statecode, statuscode } = values
  if (status.stateOf.get(Number(statuscode)) === statecode) return
  if (given.statuscode == null && given.statecode != null) {
    values.statuscode = firstStatusOf(table, Number(statecode))
  } else if (given.statecode == null) {
    values.statecode = status.stateOf.get(Number(statuscode)) ?? 0
  } else {
    const state = table.columns.get('statecode')?.options.get(Number(statecode)) ?? String(statecode)
    throw new Problem(
      400,
      '0x80048408',
      `${statuscode} is not a valid status code for state code ${table.name}State.${state} on ${table.name}.`,
    )
  }
}

function moment(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`
}
