import { type ColumnDefinition, lookupOf, type TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Link, Row } from '../row.ts'
import { type Address, mustBeAt, parseAddress } from './address.ts'
import { type Collection, collectionOf, rowsIn } from './collections.ts'
import { bindRow, insertInto, referTo } from './deep-insert.ts'
import { refOf, rowBehind } from './expand.ts'
import { answerFile } from './files/answer-file.ts'
import { mustBeNoFile } from './must-be-json.ts'
import { badPayload, badUrl, noSuchProperty, noSuchSegment, notFoundById } from './problem.ts'
import { countRows, queryRows } from './query.ts'
import { bodyOf, linkTo, readBody, withoutBase } from './read-body.ts'
import { shownReply } from './read-row.ts'
import { unrelate } from './relate.ts'
import { baseOf, emptyReply, jsonReply, type Reply, type WebApiRequest } from './request.ts'
import { writtenReply } from './respond.ts'
import { changeRow } from './save.ts'
import { findColumn, shownRow } from './shown.ts'

/**
 * What stands behind a row's address: a column or its bare value (`$value`), a row it refers to and what stands behind that, the
 * rows that refer to it, and references (`$ref`).
 */
export function answerMember(environment: Environment, request: WebApiRequest, address: Address): Reply {
  const { table } = address
  const row = mustBeAt(environment, address)
  const [, member = '', behind] = /^([^/]*)(?:\/(.*))?$/s.exec(address.rest ?? '') ?? []
  const [, collection = '', one] = /^(\w+)(?:\(([\da-f-]{36})\))?$/i.exec(member) ?? []
  if (collectionOf(environment, table, collection) !== undefined)
    return answerCollection(environment, request, table, row, { member: collection, one, form: behind })
  if (lookupOf(table, member) !== undefined) return answerLookup(environment, request, table, row, member, behind)
  const column = columnAt(table, member)
  const reply =
    column.file === undefined ? mustBeNoFile(request) : answerFile(environment, request, { table, row, column }, behind)
  if (reply !== undefined) return reply
  if (request.method === 'GET') return readColumn(environment, request, table, row, { member, form: behind })
  if (behind !== undefined) throw noSuchSegment(behind)
  return change(environment, request, table, row, column.name)
}

function answerCollection(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  row: Row,
  { member, one, form }: { member: string; one: string | undefined; form: string | undefined },
): Reply {
  const collection = collectionOf(environment, table, member)
  if (collection === undefined) throw noSuchProperty(member, table)
  const link = { table: table.name, id: row.id }
  if (request.method !== 'GET') return changeCollection(environment, request, collection, link, { one, form })
  const rows = rowsIn(environment, collection, link)
  if (one !== undefined) {
    const found = rows.find(({ id }) => id === one.toLowerCase())
    if (found === undefined) throw notFoundById(collection.table, one)
    return answerOther(environment, request, { table: collection.table, row: found }, form)
  }
  if (form === '$count') return countRows(environment, request, collection.table, rows)
  if (form === undefined) return queryRows(environment, request, collection.table, rows)
  if (form !== '$ref') throw noSuchSegment(form)
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#Collection($ref)`,
    value: rows.map((one) => refOf(request)(collection.table, one)),
  })
}

/** POST of a new row, POST of a reference (`$ref`), DELETE of one by its id in the path or by `$id`. */
function changeCollection(
  environment: Environment,
  request: WebApiRequest,
  collection: Collection,
  to: Link,
  { one, form }: { one: string | undefined; form: string | undefined },
): Reply {
  const { table } = collection
  const { method, query, userId, callerId } = request
  const writer = { environment, table, userId, callerId }
  if (method === 'POST' && form === undefined && one === undefined) {
    const row = insertInto(writer, collection, to, bodyOf(request.body, table))
    return writtenReply(environment, request, { table, row, isNew: true })
  }
  if (method === 'POST' && form === '$ref' && one === undefined) {
    bindRow(writer, collection, to, referenceIn(request, table))
    return emptyReply()
  }
  if (method !== 'DELETE' || form !== '$ref') throw badUrl('Use POST of a row, or POST or DELETE of $ref.')
  const address = one === undefined ? (query.get('$id') ?? '') : `${table.set}(${one})`
  const row = mustBeAt(environment, parseAddress(environment, withoutBase(address)))
  const isOne = rowsIn(environment, collection, to).some(({ id }) => id === row.id)
  if (!isOne) throw notFoundById(table, row.id)
  if ('column' in collection) referTo(writer, collection, null, address)
  else unrelate(environment, collection, to, row.id)
  return emptyReply()
}

/** The address in a body `{ "@odata.id": … }`. @throws {Problem} there is none */
function referenceIn({ body }: WebApiRequest, table: TableDefinition): string {
  const [, address] = /"@odata\.id"\s*:\s*"([^"]*)"/.exec(body) ?? []
  if (address === undefined) throw badPayload(table, "The '@odata.id' of a reference is missing.")
  return address
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
  if (form !== '$ref') return answerOther(environment, request, other, form)
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#$ref`,
    ...Object(refOf(request)(other.table, other.row)),
  })
}

/** Another row, or what stands behind it. */
function answerOther(
  environment: Environment,
  request: WebApiRequest,
  { table, row }: { table: TableDefinition; row: Row },
  rest: string | undefined,
): Reply {
  if (rest === undefined) return shownReply(environment, request, table, row)
  return answerMember(environment, request, { table, key: { kind: 'id', id: row.id }, rest })
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
  const link = request.method === 'PUT' ? linkTo(environment, table, lookup, referenceIn(request, table)) : null
  changeRow({ environment, table, userId: request.userId, callerId: request.callerId }, row, { [lookup.column.name]: link })
  return emptyReply()
}

function readColumn(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  row: Row,
  { member, form }: { member: string; form: string | undefined },
): Reply {
  if (form !== undefined && form !== '$value') throw noSuchSegment(form)
  const { [member]: value } = shownRow(environment, table, row, { select: [member] })
  if (value === null) return emptyReply()
  if (form === '$value')
    return { status: 200, headers: { 'content-type': 'text/plain', 'odata-version': '4.0' }, body: bare(value) }
  return jsonReply(200, { '@odata.context': `${baseOf(request)}$metadata#${table.set}(${row.id})/${member}`, value })
}

/** Exact decimals are JSON already. */
function bare(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** PUT `{ "value": … }` or DELETE of one column. */
function change(environment: Environment, request: WebApiRequest, table: TableDefinition, row: Row, name: string): Reply {
  const given = readBody(environment, { body: bodyFor(request, name) }, table, 'update')
  changeRow({ environment, table, userId: request.userId, callerId: request.callerId }, row, given)
  return emptyReply()
}

/** In an address a name that is none is a segment that leads nowhere (the OData library that Dynamics 365 is built on). */
function columnAt(table: TableDefinition, member: string): ColumnDefinition {
  const column = findColumn(table, member)
  if (column === undefined) throw noSuchSegment(member)
  return column
}

/** The body of a PATCH that does the same. */
function bodyFor({ method, body }: WebApiRequest, name: string): string {
  if (method === 'DELETE') return JSON.stringify({ [name]: null })
  const [, value] = /^\s*\{\s*"value"\s*:\s*([\s\S]*)\}\s*$/.exec(body) ?? []
  if (method !== 'PUT' || value === undefined) throw badUrl('Use PUT with {"value": …}, or DELETE.')
  return `{${JSON.stringify(name)}: ${value}}`
}
