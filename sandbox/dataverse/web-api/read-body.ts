import type { ColumnDefinition, TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Link, Value } from '../row.ts'
import { missingRow, parseAddress, rowAt } from './address.ts'
import { badPayload, badUrl } from './problem.ts'
import type { WebApiRequest } from './request.ts'
import { parseBody, valueFromBody } from './values.ts'

/** Columns of a body; `null` clears one. */
export type Given = Readonly<Record<string, Value | null>>

/** Reads and checks a body that creates or changes a row of this table. @throws {Problem} in the words of the real service */
export function readBody(environment: Environment, request: WebApiRequest, table: TableDefinition): Given {
  const body = parsed(request.body, table)
  const given: Record<string, Value | null> = {}
  for (const [name, value] of Object.entries(body)) {
    const [property = '', annotation] = name.split('@')
    if (annotation === 'odata.bind') Object.assign(given, bound(environment, request, table, property, value))
    else if (annotation === undefined) Object.assign(given, plain(table, property, value))
    // Other annotations are for the client.
  }
  return given
}

function parsed(text: string, table: TableDefinition): Record<string, unknown> {
  try {
    const body = parseBody(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw badPayload(table, 'Stream was not readable, or the body is not a JSON object.')
}

function plain(table: TableDefinition, name: string, value: unknown): Given {
  const column = table.columns.get(name)
  if (column === undefined || column.type === 'lookup') {
    throw badPayload(table, `Invalid property '${name}' was found in entity 'Microsoft.Dynamics.CRM.${table.name}'.`)
  }
  // Read-only columns in a body are passed over, as the real service does.
  if (!column.isWritable) return {}
  return { [name]: value === null ? null : valueFromBody(table, column, value) }
}

function bound(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  navigation: string,
  value: unknown,
): Given {
  const column = columnOf(table, navigation)
  if (column === undefined) {
    throw badPayload(
      table,
      `An undeclared property '${navigation}' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.`,
    )
  }
  if (value === null) return { [column.name]: null }
  if (typeof value !== 'string') throw badPayload(table, `The value of '${navigation}@odata.bind' must be an address.`)
  return { [column.name]: linkTo(environment, request, column, navigation, value) }
}

function columnOf(table: TableDefinition, navigation: string): ColumnDefinition | undefined {
  return [...table.columns.values()].find(({ targets }) => targets.some((target) => target.navigation === navigation))
}

/** `/accounts(<guid>)`, `accounts(accountnumber='1')` or the whole address; the row must be there. */
function linkTo(
  environment: Environment,
  request: WebApiRequest,
  column: ColumnDefinition,
  navigation: string,
  value: string,
): Link {
  const address = parseAddress(environment, value.replace(/^https?:\/\/[^/]+/, '').replace(/^\/?(api\/data\/v9\.\d\/)?/, ''))
  const wanted = column.targets.find((target) => target.navigation === navigation)?.table ?? ''
  const isFitting =
    wanted === address.table.name || (wanted === 'principal' && ['systemuser', 'team'].includes(address.table.name))
  if (!isFitting || address.key === undefined) {
    throw badUrl(`The navigation property '${navigation}' leads to ${wanted}, not to '${value}' (${request.method}).`)
  }
  const row = rowAt(environment, address)
  if (row === undefined) throw missingRow(address)
  return { table: address.table.name, id: row.id }
}
