import type { ColumnDefinition, TableDefinition } from '../definition.ts'
import { leadsTo } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Link, Row } from '../row.ts'
import { type Address, mustBeAt } from './address.ts'
import { checkMatch } from './conditions.ts'
import { detach } from './files/attachments.ts'
import { mustSupport } from './must-support.ts'
import { Problem } from './problem.ts'
import { unrelateAll } from './relate.ts'
import { emptyReply, type Reply, type WebApiRequest } from './request.ts'
import { afterSave, beforeRemove } from './sales/sales-rules.ts'
import { isSameRow } from './sales/same-row.ts'

/** DELETE of a row. Rows that refer to it lose that lookup, go with it, or forbid it. @throws {Problem} they forbid it */
export function removeRow(environment: Environment, request: WebApiRequest, address: Address): Reply {
  mustSupport(address.table, 'Delete')
  const row = mustBeAt(environment, address)
  checkMatch(request, row)
  remove(environment, address.table, row, request.userId)
  return emptyReply()
}

function remove(environment: Environment, table: TableDefinition, row: Row, userId: string): void {
  beforeRemove(environment, table, row)
  environment.remove(table.name, row.id)
  for (const { name } of table.images) detach(environment, row.values[`${name}id`])
  environment.transactions.note({
    message: 'Delete',
    table: table.name,
    id: row.id,
    before: row,
    after: undefined,
    given: {},
    userId,
  })
  afterSave(environment, table, row, false)
  unrelateAll(environment, { table: table.name, id: row.id })
  for (const other of environment.tables) {
    const lookups = [...other.columns.values()].filter(({ targets }) => targets.some((target) => leadsTo(target, table.name)))
    if (lookups.length > 0) release(environment, other, lookups, { table: table.name, id: row.id }, userId)
  }
}

function release(
  environment: Environment,
  table: TableDefinition,
  lookups: readonly ColumnDefinition[],
  gone: Link,
  userId: string,
): void {
  const ids = new Set(lookups.flatMap(({ name }) => environment.findAll(table.name, name, gone)).map(({ id }) => id))
  for (const id of ids) {
    // Whatever went before it may have taken it along or changed it.
    const row = environment.find(table.name, id)
    if (row === undefined) continue
    const columns = lookups.filter(({ name }) => isSameRow(row.values[name], gone))
    if (columns.length === 0) continue
    if (columns.some(({ name }) => goesWith.includes(`${table.name}.${name}`))) remove(environment, table, row, userId)
    else if (columns.some(({ writable }) => writable !== 'never') && neverInUse.includes(gone.table)) throw inUse()
    else unlink(environment, table, row, columns)
  }
}

/**
 * Lookups to a parent: its rows go with it (recorded from the real service for contacts; documented as parental for the
 * lines of an invoice and of a price list, for the units of a unit group, and for files).
 */
const goesWith = [
  'contact.parentcustomerid',
  'fileattachment.objectid',
  'invoicedetail.invoiceid',
  'productpricelevel.pricelevelid',
  'productpricelevel.productid',
  'uom.uomscheduleid',
  'sdkmessageprocessingstep.eventhandler',
  'sdkmessageprocessingstepimage.sdkmessageprocessingstepid',
]

/** Rows of these tables stay as long as somebody refers to them (recorded for currencies: Delete `Restrict`). */
const neverInUse = ['transactioncurrency', 'uom', 'uomschedule', 'businessunit', 'systemuser']

function inUse(): Error {
  return new Problem(405, '0x80040227', 'The object you tried to delete is associated with another object and cannot be deleted.')
}

function unlink(environment: Environment, table: TableDefinition, row: Row, columns: readonly ColumnDefinition[]): void {
  const kept = Object.entries(row.values).filter(([name]) => columns.every((column) => column.name !== name))
  environment.put(table.name, row.id, Object.fromEntries(kept))
}
