import type { KeyDefinition, TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row, Value } from '../row.ts'
import { edmTypeOfLiteral } from './edm-of-literal.ts'
import { literalOf } from './literal.ts'
import { badUrl, noSuchSegment, notFoundById, notFoundByKey } from './problem.ts'
import { isGuid } from './values.ts'

/** What an address names: a table, and perhaps one row of it, and perhaps something of that. */
export interface Address {
  readonly table: TableDefinition
  readonly key: RowKey | undefined
  /** What stands behind the row: a column, a navigation property, an action; or `$count` behind the table. */
  readonly rest: string | undefined
}

export type RowKey =
  | { readonly kind: 'id'; readonly id: string }
  | {
      readonly kind: 'key'
      readonly definition: KeyDefinition
      readonly values: Readonly<Record<string, Value>>
      /** As it was written, decoded. */
      readonly text: string
    }

/** e.g. `accounts`, `accounts(<guid>)`, `accounts(accountnumber='4711')`, `accounts(<guid>)/name`; percent-encoded or not. */
export function parseAddress(environment: Environment, path: string): Address {
  const text = decoded(path).replace(/^\//, '')
  const [, set = '', behind = ''] = /^([^(/]*)(.*)$/s.exec(text) ?? []
  const table = environment.tableOf(set)
  if (table === undefined) throw noSuchSegment(set)
  if (!behind.startsWith('(')) return { table, key: undefined, rest: behind.slice(1) || undefined }
  const { inside, after } = parenthesized(behind)
  return { table, key: parseKey(table, inside), rest: after.slice(1) || undefined }
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw badUrl('The request URI is not well-formed.')
  }
}

/** The row at an address, if it is there. */
export function rowAt(environment: Environment, { table, key }: Address): Row | undefined {
  if (key === undefined) return undefined
  return key.kind === 'id' ? environment.find(table.name, key.id) : environment.findByKey(key.definition, key.values)
}

/** @throws {Problem} when it is not there */
export function mustBeAt(environment: Environment, address: Address): Row {
  const row = rowAt(environment, address)
  if (row === undefined) throw missingRow(address)
  return row
}

export function missingRow({ table, key }: Address): Error {
  return key?.kind === 'id' ? notFoundById(table, key.id) : notFoundByKey(table)
}

/** A character that Dataverse takes in no key value, encoded or not (Microsoft: "Define alternate keys", limitations). */
const unusable = /[/<>*%&:\\?+]/

function parseKey(table: TableDefinition, inside: string): RowKey {
  const bare = inside.replace(/^guid'(.*)'$/, '$1')
  if (isGuid(bare)) return { kind: 'id', id: bare.toLowerCase() }
  const literals = splitKey(inside)
  const columns = Object.keys(literals)
  const written = columns.length === 0 && inside !== '' ? [inside] : Object.values(literals)
  if (written.some((literal) => edmTypeOfLiteral(literal) === undefined)) throw badSyntax()
  const id = columns.length === 1 ? literals[primaryKeyOf(table)] : undefined
  if (id !== undefined && isGuid(id)) return { kind: 'id', id: id.toLowerCase() }
  const definition = table.keys.find(
    (key) => key.columns.length === columns.length && key.columns.every((column) => nameInKey(table, column) in literals),
  )
  // A key whose index is not built yet, or failed, cannot be used.
  if (columns.length === 0 || definition?.status !== 'Active') throw badKey(table)
  const values = definition.columns.map((name) => [name, keyValue(table, name, literals[nameInKey(table, name)] ?? '')])
  return { kind: 'key', definition, values: Object.fromEntries(values), text: inside }
}

function keyValue(table: TableDefinition, name: string, literal: string): Value {
  const column = table.columns.get(name)
  const value = column && literalOf(column, literal)
  if (column === undefined || value === undefined) throw badKey(table)
  if (typeof value === 'string' && unusable.test(value) && column.type !== 'dateTime') throw badSyntax()
  // Only the id counts: a lookup's key is compared by it.
  return column.type === 'lookup' ? { table: column.targets[0]?.table ?? '', id: String(value) } : value
}

/** `a='1,''2',_b_value=<guid>` by the names as they were written; a quote in a text is doubled. */
function splitKey(inside: string): Record<string, string> {
  const [, alone, text = ''] = /^(\w+)=('[^']*')$/.exec(inside) ?? []
  if (alone !== undefined) return { [alone]: text }
  const parts = inside.matchAll(/\s*(\w+)\s*=\s*('(?:[^']|'')*'|[^,']+?)\s*(?:,|$)/g)
  return Object.fromEntries([...parts].map(([, name = '', literal = '']) => [name, literal]))
}

/** A lookup goes by the name of its value here, and by no other. */
function nameInKey({ columns }: TableDefinition, column: string): string {
  return columns.get(column)?.type === 'lookup' ? `_${column}_value` : column
}

/** Users and teams have the key of what both are: an owner. */
function primaryKeyOf({ name, id }: TableDefinition): string {
  return name === 'systemuser' || name === 'team' ? 'ownerid' : id
}

/** What stands there is no literal (recorded from the real service of `(anonymous)`, of a GUID in braces, of `'a%2Fb'` and of `'a\\b'`). */
function badSyntax(): Error {
  return badUrl('Bad Request - Error in query syntax.')
}

function badKey({ name }: TableDefinition): Error {
  return badUrl(
    `The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.${name}'. Ensure that the names and number of key properties match the declared or alternate key properties for the resource 'Microsoft.Dynamics.CRM.${name}'.`,
  )
}

/** What stands in the parentheses `text` begins with, and what comes behind; parentheses in quotes do not count. */
function parenthesized(text: string): { inside: string; after: string } {
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "'") isQuoted = !isQuoted
    if (text[at] === ')' && !isQuoted) return { inside: text.slice(1, at), after: text.slice(at + 1) }
  }
  throw badUrl(`Unrecognized request path '${text}'.`)
}
