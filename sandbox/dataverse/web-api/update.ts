import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import { type Address, missingRow, rowAt } from './address.ts'
import { checkMatch } from './conditions.ts'
import { duplicateRow } from './problem.ts'
import { readBody } from './read-body.ts'
import type { Reply, WebApiRequest } from './request.ts'
import { writtenReply } from './respond.ts'
import { changeRow, insertRow } from './save.ts'
import { keyOfNewRow } from './values.ts'

/**
 * PATCH of a row: an update, or an insert when it is not there. `If-Match: *` allows the first only, `If-None-Match: *` the
 * second only (Microsoft: "Perform conditional operations using the Web API").
 */
export function updateRow(environment: Environment, request: WebApiRequest, address: Address): Reply {
  const { table, key } = address
  const row = rowAt(environment, address)
  checkMatch(request, row)
  if (row === undefined && request.headers['if-match'] !== undefined) throw missingRow(address)
  if (row !== undefined && request.headers['if-none-match'] === '*') throw duplicateRow()
  const changed = row === undefined ? insertAt(environment, request, address) : change(environment, request, address, row)
  return writtenReply(environment, request, { table, row: changed, isNew: row === undefined, key })
}

/** Of an existing row key columns in the body are passed over. */
function change(environment: Environment, request: WebApiRequest, { table, key }: Address, row: Row): Row {
  const { [table.id]: _, ...given } = readBody(environment, request, table, 'update')
  const keyColumns = key?.kind === 'key' ? key.definition.columns : []
  const kept = Object.fromEntries(Object.entries(given).filter(([name]) => !keyColumns.includes(name)))
  return changeRow({ environment, table, userId: request.userId, callerId: request.callerId }, row, kept)
}

/** A new row takes the key of its address; what the body says of it goes first. */
function insertAt(environment: Environment, request: WebApiRequest, { table, key }: Address): Row {
  const { [table.id]: id, ...given } = readBody(environment, request, table, 'create')
  const writer = { environment, table, userId: request.userId, callerId: request.callerId }
  if (key?.kind === 'id') return insertRow(writer, given, key.id)
  return insertRow(writer, { ...(key && keyOfNewRow(table, key.values)), ...given }, typeof id === 'string' ? id : undefined)
}
