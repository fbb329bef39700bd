import type { KeyDefinition, TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row, Value } from '../row.ts'
import { badUrl, noSuchSegment, notFoundById, notFoundByKey } from './problem.ts'
import { valueFromLiteral } from './values.ts'

/** What an address names: a table, and perhaps one row of it, and perhaps one property of that. */
export interface Address {
  readonly table: TableDefinition
  readonly key: RowKey | undefined
  readonly property: string | undefined
}

export type RowKey =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'key'; readonly definition: KeyDefinition; readonly values: Readonly<Record<string, Value>> }

/** e.g. `accounts`, `accounts(<guid>)`, `accounts(accountnumber='4711')`, `accounts(<guid>)/name`; percent-encoded or not. */
export function parseAddress(environment: Environment, path: string): Address {
  const text = decoded(path.replace(/^\//, ''))
  const [, set = '', rest = ''] = /^([^(/]*)(.*)$/s.exec(text) ?? []
  const table = environment.tableOf(set)
  if (table === undefined) throw noSuchSegment(set)
  if (rest === '' || rest === '/') return { table, key: undefined, property: undefined }
  if (rest === '/$count') return { table, key: undefined, property: '$count' }
  const { inside, after } = parenthesized(rest)
  return { table, key: parseKey(table, inside), property: after === '' ? undefined : after.replace(/^\//, '') }
}

/** The row at an address, if it is there. */
export function rowAt(environment: Environment, { table, key }: Address): Row | undefined {
  if (key === undefined) return undefined
  return key.kind === 'id' ? environment.find(table.name, key.id) : environment.findByKey(key.definition, key.values)
}

export function missingRow({ table, key }: Address): Error {
  return key?.kind === 'id' ? notFoundById(table, key.id) : notFoundByKey(table)
}

/** A character that Dataverse takes in no key value, encoded or not (Microsoft: "Define alternate keys", limitations). */
const unusable = /[/<>*%&:\\?+]/

function parseKey(table: TableDefinition, inside: string): RowKey {
  const bare = inside.replace(/^guid'(.*)'$/, '$1')
  if (isGuid(bare)) return { kind: 'id', id: bare.toLowerCase() }
  const parts = splitKey(inside)
  const names = Object.keys(parts)
  const definition = table.keys.find(
    ({ columns }) => columns.length === names.length && columns.every((column) => column in parts),
  )
  if (names.length === 0 || definition === undefined) throw badKey(table)
  if (definition.status !== 'Active') throw badKey(table)
  const values = Object.entries(parts).map(([name, literal]) => {
    const column = table.columns.get(name)
    if (column === undefined) throw badKey(table)
    const value = valueFromLiteral(literal)
    if (typeof value === 'string' && unusable.test(value)) throw noSuchSegment(value)
    return [name, value] as const
  })
  return { kind: 'key', definition, values: Object.fromEntries(values) }
}

/** `a='1,''2',b=3` by name; a quote in a text is doubled. */
function splitKey(inside: string): Record<string, string> {
  return Object.fromEntries(
    [...inside.matchAll(/\s*(\w+)\s*=\s*('(?:[^']|'')*'|[^,']+)\s*(?:,|$)/g)].map(([, name = '', literal = '']) => [
      name,
      literal,
    ]),
  )
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

export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw badUrl('The request URI is not well-formed.')
  }
}
