import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { fromColumns } from '../from-columns.ts'
import type { Link, Row } from '../row.ts'
import { checkStep } from './check-step.ts'
import { settleImages } from './files/settle-images.ts'
import { now } from './moments.ts'
import { mustSupport } from './must-support.ts'
import { duplicateKey, duplicateRow } from './problem.ts'
import type { Given } from './read-body.ts'
import { requireColumns } from './require-columns.ts'
import type { Values } from './row-values.ts'
import { firstChoices } from './sales/first-choices.ts'
import { afterSave, beforeSave } from './sales/sales-rules.ts'
import { settleMoney } from './settle-money.ts'
import { settleOwner } from './settle-owner.ts'
import { firstState, settleState } from './settle-state.ts'

/** Whose rows, and who writes. */
export interface Writer {
  readonly environment: Environment
  readonly table: TableDefinition
  readonly userId: string
  /** Who writes in that user's name, if somebody does. */
  readonly callerId: string | undefined
}

/** Creates a row, with what Dataverse fills in by itself. @throws {Problem} required columns, duplicates, impossible states */
export function insertRow(writer: Writer, given: Given, id: string = writer.environment.transactions.newId()): Row {
  const { environment, table, userId, callerId } = writer
  mustSupport(table, 'Create')
  if (environment.find(table.name, id) !== undefined) throw duplicateRow()
  const user: Link = { table: 'systemuser', id: userId }
  const at = now()
  const values: Values = {
    ...firstValuesOf(table),
    ...(isOwned(table) && { ownerid: user }),
    createdon: at,
    createdby: user,
    modifiedon: at,
    modifiedby: user,
  }
  if (callerId !== undefined && table.columns.has('createdonbehalfby'))
    values.createdonbehalfby = { table: 'systemuser', id: callerId }
  return save(writer, id, values, migrated(given, at))
}

/** Who brings rows along says when they were created; when that was done stands in `overriddencreatedon` then. */
function migrated(given: Given, now: string): Given {
  const { overriddencreatedon } = given
  return overriddencreatedon ? { ...given, createdon: overriddencreatedon, overriddencreatedon: now } : given
}

/** Changes a row: columns that are not given stay. */
export function changeRow(writer: Writer, row: Row, given: Given): Row {
  mustSupport(writer.table, 'Update')
  const values: Values = { ...row.values, modifiedon: now(), modifiedby: { table: 'systemuser', id: writer.userId } }
  return save(writer, row.id, values, given, row)
}

function save({ environment, table, userId, callerId }: Writer, id: string, values: Values, given: Given, before?: Row): Row {
  merge(values, given)
  if (callerId === undefined) delete values.modifiedonbehalfby
  else if (table.columns.has('modifiedonbehalfby')) values.modifiedonbehalfby = { table: 'systemuser', id: callerId }
  checkStep(environment, table, values)
  settleState(table, values, given, before === undefined)
  if (table.images.length > 0)
    settleImages(environment, table, { id: id.toLowerCase(), values, given, isNew: before === undefined })
  beforeSave(table, { environment, id: id.toLowerCase(), values, given, before })
  requireColumns(table, values)
  settleOwner(environment, table, values)
  settleMoney(environment, table, values)
  settleName(table, values)
  for (const key of table.keys) {
    const other = environment.findByKey(key, values)
    if (other !== undefined && other.id !== id.toLowerCase()) throw duplicateKey(table.name, key, values)
  }
  const row = environment.put(table.name, id, values)
  afterSave(environment, table, row, before === undefined)
  const after = environment.find(table.name, row.id) ?? row
  const message = before === undefined ? 'Create' : 'Update'
  environment.transactions.note({ message, table: table.name, id: row.id, before, after, given, userId })
  return after
}

function merge(values: Values, given: Given): void {
  for (const name of Object.keys(given)) {
    const value = given[name] ?? null
    if (value === null) delete values[name]
    else values[name] = value
  }
}

/** What every new row of a table begins with. */
const firstValuesOf = fromColumns((table): Readonly<Values> => {
  const columns = [...table.columns.values()].filter(({ type, writable }) => type === 'yesNo' && writable !== 'never')
  return { ...firstState(table), ...firstChoices[table.name], ...Object.fromEntries(columns.map(({ name }) => [name, false])) }
})

function isOwned({ columns }: TableDefinition): boolean {
  return columns.get('ownerid')?.type === 'lookup'
}

/** A person's full name follows from its parts. */
function settleName({ name }: TableDefinition, values: Values): void {
  if (name !== 'contact' && name !== 'systemuser') return
  const names = [values.firstname, values.lastname].filter((part) => part !== undefined)
  if (names.length > 0) values.fullname = names.join(' ')
}
