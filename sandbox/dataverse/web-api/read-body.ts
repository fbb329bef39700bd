import { type ColumnDefinition, leadsTo, lookupOf, type TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Link, Value } from '../row.ts'
import { mustBeAt, parseAddress } from './address.ts'
import { collectionOf } from './collections.ts'
import { badPayload } from './problem.ts'
import type { WebApiRequest } from './request.ts'
import { propertyOf } from './shown.ts'
import { userOrTeam } from './user-or-team.ts'
import { parseBody, valueFromBody } from './values.ts'

/** Columns of a body; `null` clears one. */
export type Given = Readonly<Record<string, Value | null>>

/** Reads and checks a body that creates or updates a row of this table. @throws {Problem} in the words of the real service */
export function readBody(
  environment: Environment,
  request: Pick<WebApiRequest, 'body'>,
  table: TableDefinition,
  purpose: 'create' | 'update',
): Given {
  return readColumns(environment, bodyOf(request.body, table), table, purpose)
}

/** The same of a body that was parsed by `bodyOf`. */
export function readColumns(
  environment: Environment,
  body: Readonly<Record<string, unknown>>,
  table: TableDefinition,
  purpose: 'create' | 'update',
): Given {
  const given: Record<string, Value | null> = {}
  const take = ({ column: { name, writable }, value }: Setting) => {
    // What may not be written is passed over in silence, as the real service does.
    if (writable === 'always' || writable === purpose) given[name] = value
  }
  for (const name of Object.keys(body)) {
    const at = name.indexOf('@')
    if (at === -1) take(plain(environment, table, name, body[name]))
    else if (name.startsWith('@odata.bind', at)) take(bound(environment, table, name.slice(0, at), body[name]))
    else if (name === '@odata.type') mustBeOf(table, body[name])
    // Other annotations are for the client.
  }
  return given
}

/** What a body says of one column. */
interface Setting {
  readonly column: ColumnDefinition
  readonly value: Value | null
}

function mustBeOf(table: TableDefinition, type: unknown): void {
  const wanted = `Microsoft.Dynamics.CRM.${table.name}`
  if (String(type).replace(/^#/, '') === wanted) return
  throw badPayload(
    table,
    `A resource with type '${type}' was found, but it is not assignable to the expected type '${wanted}'. The type specified in the resource must be equal to either the declared type or a derived type.`,
  )
}

/** A JSON object with its numbers as text. @throws {Problem} it is none */
export function bodyOf(text: string, table: TableDefinition): Record<string, unknown> {
  try {
    const body = parseBody(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw badPayload(table, 'Stream was not readable, or the body is not a JSON object.')
}

function plain(environment: Environment, table: TableDefinition, name: string, value: unknown): Setting {
  const column = table.columns.get(name)
  if (column === undefined || propertyOf(column) !== name) {
    const lookup = lookupOf(table, name)
    if (lookup !== undefined) return lookupWithoutBind(table, name, lookup.column, value)
    if (collectionOf(environment, table, name) !== undefined) throw noDeepUpdate(table)
    throw badPayload(table, `Invalid property '${name}' was found in entity 'Microsoft.Dynamics.CRM.${table.name}'.`)
  }
  // Dataverse keeps no empty text.
  if (value === null || (value === '' && column.length > 0)) return { column, value: null }
  return { column, value: valueFromBody(table, column, value) }
}

function lookupWithoutBind(table: TableDefinition, navigation: string, column: ColumnDefinition, value: unknown): Setting {
  if (value === null) return { column, value: null }
  if (typeof value === 'object' && !('number' in (value as object))) throw noDeepUpdate(table)
  throw badPayload(
    table,
    `A 'PrimitiveValue' node with non-null value was found when trying to read the value of the property '${navigation}'; however, a 'StartArray' node, a 'StartObject' node, or a 'PrimitiveValue' node with null value was expected.`,
  )
}

/** Rows within rows are made with a new row by POST, not by a change. */
function noDeepUpdate(table: TableDefinition): Error {
  return badPayload(table, 'CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.')
}

function bound(environment: Environment, table: TableDefinition, navigation: string, value: unknown): Setting {
  const lookup = lookupOf(table, navigation)
  if (lookup === undefined) {
    throw badPayload(
      table,
      `An undeclared property '${navigation}' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.`,
    )
  }
  const { column } = lookup
  if (value === null) return { column, value: null }
  if (typeof value !== 'string') throw badPayload(table, `The value of '${navigation}@odata.bind' must be an address.`)
  return { column, value: linkTo(environment, table, lookup, value) }
}

/** `/accounts(<guid>)`, `accounts(accountnumber='1')` or the whole address; the row must be there. */
export function linkTo(
  environment: Environment,
  table: TableDefinition,
  { target }: NonNullable<ReturnType<typeof lookupOf>>,
  value: string,
): Link {
  const address = parseAddress(environment, userOrTeam(environment, withoutBase(value)))
  if (!leadsTo(target, address.table.name) || address.key === undefined) {
    throw badPayload(table, `The navigation property '${target.navigation}' leads to ${target.table}, not to '${value}'.`)
  }
  return { table: address.table.name, id: mustBeAt(environment, address).id }
}

/** An address below /api/data/v9.2/, however it was written; a published client writes `https:/…`. */
export function withoutBase(address: string): string {
  return address.replace(/^https?:\/{1,2}[^/]+/, '').replace(/^\/?api\/data\/v9\.\d\//, '')
}
