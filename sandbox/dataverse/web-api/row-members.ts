import { lookupOf, type TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import { type Address, mustBeAt } from './address.ts'
import { collectionOf, rowsIn } from './collections.ts'
import { refOf, rowBehind } from './expand.ts'
import { badUrl, noSuchProperty, noSuchSegment, notSupported } from './problem.ts'
import { countRows, queryRows } from './query.ts'
import { linkTo, readBody } from './read-body.ts'
import { shownReply } from './read-row.ts'
import { baseOf, emptyReply, jsonReply, type Reply, type WebApiRequest } from './request.ts'
import { changeRow } from './save.ts'
import { columnOfProperty, shownRow } from './shown.ts'

/** What stands behind a row's address: a column, a row it refers to, the rows that refer to it, and references (`$ref`). */
export function answerMember(environment: Environment, request: WebApiRequest, address: Address): Reply {
  const row = mustBeAt(environment, address)
  const [member = '', form, ...more] = (address.rest ?? '').split('/')
  if (more.length > 0) throw notSupported(`the path ${address.rest}`)
  const { method } = request
  if (collectionOf(environment, address.table, member) !== undefined)
    return answerCollection(environment, request, address.table, row, member, form)
  if (lookupOf(address.table, member) !== undefined) return answerLookup(environment, request, address.table, row, member, form)
  const column = columnOfProperty(address.table, member)
  if (form !== undefined) throw noSuchSegment(form)
  if (method === 'GET') return readColumn(environment, request, address.table, row, member)
  return change(environment, request, address.table, row, column.name)
}

function answerCollection(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  row: Row,
  member: string,
  form: string | undefined,
): Reply {
  const collection = collectionOf(environment, table, member)
  if (collection === undefined) throw noSuchProperty(member, table)
  const rows = rowsIn(environment, collection, { table: table.name, id: row.id })
  if (request.method !== 'GET')
    throw notSupported(`${request.method} of a collection; set the lookup ${collection.navigation} instead`)
  if (form === '$count') return countRows(environment, request, collection.table, rows)
  if (form !== '$ref') return queryRows(environment, request, collection.table, rows)
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#Collection($ref)`,
    value: rows.map((one) => refOf(request)(collection.table, one)),
  })
}

function answerLookup(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  row: Row,
  member: string,
  form: string | undefined,
): Reply {
  if (request.method !== 'GET') return changeLookup(environment, request, table, row, member, form)
  const other = rowBehind(environment, table, row, member)
  if (other === undefined) return emptyReply()
  if (form !== '$ref') return shownReply(environment, request, other.table, other.row)
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#$ref`,
    ...Object(refOf(request)(other.table, other.row)),
  })
}

/** PUT `{ "@odata.id": … }` or DELETE of `<navigation property>/$ref`. */
function changeLookup(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  row: Row,
  member: string,
  form: string | undefined,
): Reply {
  const lookup = lookupOf(table, member)
  if (form !== '$ref' || lookup === undefined || !['PUT', 'DELETE'].includes(request.method)) {
    throw badUrl(`Use PUT or DELETE of ${member}/$ref.`)
  }
  const [, to = ''] = /"@odata\.id"\s*:\s*"([^"]*)"/.exec(request.body) ?? []
  const link = request.method === 'PUT' ? linkTo(environment, table, lookup, to) : null
  changeRow({ environment, table, userId: request.userId }, row, { [lookup.column.name]: link })
  return emptyReply()
}

function readColumn(environment: Environment, request: WebApiRequest, table: TableDefinition, row: Row, member: string): Reply {
  const { [member]: value } = shownRow(environment, table, row, { select: [member], annotations: false })
  if (value === null) return emptyReply()
  return jsonReply(200, { '@odata.context': `${baseOf(request)}$metadata#${table.set}(${row.id})/${member}`, value })
}

/** PUT `{ "value": … }` or DELETE of one column. */
function change(environment: Environment, request: WebApiRequest, table: TableDefinition, row: Row, name: string): Reply {
  const given = readBody(environment, { body: bodyFor(request, name) }, table, 'update')
  changeRow({ environment, table, userId: request.userId }, row, given)
  return emptyReply()
}

/** The body of a PATCH that does the same. */
function bodyFor({ method, body }: WebApiRequest, name: string): string {
  if (method === 'DELETE') return JSON.stringify({ [name]: null })
  const [, value] = /^\s*\{\s*"value"\s*:\s*([\s\S]*)\}\s*$/.exec(body) ?? []
  if (method !== 'PUT' || value === undefined) throw badUrl('Use PUT with {"value": …}, or DELETE.')
  return `{${JSON.stringify(name)}: ${value}}`
}
