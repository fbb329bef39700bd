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
    const isOneOf = (list: readonly string[]) => columns.some(({ name }) => list.includes(`${table.name}.${name}`))
    if (gone.table === 'team' && columns.some(({ name }) => name === 'ownerid')) throw ownsRows(gone)
    const isTold = (what: 'Cascade' | 'Restrict') => columns.some((column) => isToldTo(what, column, gone))
    if (isOneOf(goesWith) || isTold('Cascade')) remove(environment, table, row, userId)
    else if (isOneOf(holdsOnTo) || isTold('Restrict') || isInUse(gone, columns)) throw inUse()
    else unlink(environment, table, row, columns)
  }
}

/** By the `CascadeConfiguration` of a relationship somebody added. */
function isToldTo(what: 'Cascade' | 'Restrict', { targets }: ColumnDefinition, gone: Link): boolean {
  return targets.some((target) => target.onDelete === what && leadsTo(target, gone.table))
}

/**
 * Lookups to a parent: its rows go with it (recorded from the real service for contacts; the others have Delete `Cascade` in
 * Microsoft's table reference, or are documented as parental).
 */
const goesWith = [
  'contact.parentcustomerid',
  'fileattachment.objectid',
  'invoicedetail.invoiceid',
  'product.parentproductid',
  'productpricelevel.productid',
  'uom.baseuom',
  'uom.uomscheduleid',
  'sdkmessageprocessingstep.eventhandler',
  'sdkmessageprocessingstepimage.sdkmessageprocessingstepid',
]

/** Lookups that keep the row they lead to (Microsoft's table reference: Delete `Restrict`). */
const holdsOnTo = [
  'account.defaultpricelevelid',
  'contact.defaultpricelevelid',
  'invoice.customerid',
  'invoice.pricelevelid',
  'invoicedetail.productid',
  'invoicedetail.uomid',
  'product.defaultuomid',
  'product.defaultuomscheduleid',
  'product.pricelevelid',
  'productpricelevel.pricelevelid',
  'productpricelevel.uomid',
]

/** Every lookup keeps these: currencies (recorded: Delete `Restrict`), and who works where. */
const neverInUse = ['transactioncurrency', 'businessunit', 'systemuser']

/** What the system notes by itself, e.g. who created a row, keeps nobody. */
function isInUse(gone: Link, columns: readonly ColumnDefinition[]): boolean {
  return neverInUse.includes(gone.table) && columns.some(({ writable }) => writable !== 'never')
}

function ownsRows({ id }: Link): Error {
  const message = `Can't delete a team which owns records. Reassign the records and try again (TeamId = ${id}).`
  return new Problem(400, '0x8004830E', message)
}

function inUse(): Error {
  return new Problem(405, '0x80040227', 'The object you tried to delete is associated with another object and cannot be deleted.')
}

function unlink(environment: Environment, table: TableDefinition, row: Row, columns: readonly ColumnDefinition[]): void {
  const kept = Object.entries(row.values).filter(([name]) => columns.every((column) => column.name !== name))
  environment.put(table.name, row.id, Object.fromEntries(kept))
}
