import { lookupOf } from '../definition.ts'
import type { Link, Row } from '../row.ts'
import { mustBeAt, parseAddress } from './address.ts'
import { type Collection, collectionOf, type Referring } from './collections.ts'
import { badPayload } from './problem.ts'
import { type Given, readColumns, withoutBase } from './read-body.ts'
import { relate } from './relate.ts'
import { changeRow, insertRow, type Writer } from './save.ts'

type Body = Readonly<Record<string, unknown>>

/**
 * Creates a row and the rows within its body: those it refers to before it, those that refer to it after it (Microsoft:
 * "Create related table rows in one operation"). `preset` goes before what the body says. @throws {Problem}
 */
export function insertDeep(writer: Writer, body: Body, preset: Given = {}): Row {
  const { environment, table } = writer
  const links: Record<string, Link> = {}
  const own: Record<string, unknown> = {}
  const behind: (() => void)[] = []
  let created: Link | undefined
  for (const [name, value] of Object.entries(body)) {
    const lookup = isRow(value) ? lookupOf(table, name) : undefined
    const collection = Array.isArray(value) ? collectionOf(environment, table, name.replace(/@odata\.bind$/, '')) : undefined
    if (lookup !== undefined) {
      const target = environment.table(lookup.target.table)
      if (target === undefined)
        throw badPayload(table, `'${name}' leads to ${lookup.target.table}, which cannot be created within a row.`)
      links[lookup.column.name] = { table: target.name, id: insertDeep({ ...writer, table: target }, value as Body).id }
    } else if (collection !== undefined) {
      for (const item of value as unknown[]) behind.push(() => addTo(writer, collection, created, item))
    } else own[name] = value
  }
  const { [table.id]: id, ...given } = readColumns(environment, own, table, 'create')
  const row = insertRow(writer, { ...given, ...links, ...preset }, typeof id === 'string' ? id : undefined)
  created = { table: table.name, id: row.id }
  for (const add of behind) add()
  return environment.find(table.name, row.id) ?? row
}

/** Within a collection stands a new row, or behind `@odata.bind` the address of one that is there. */
function addTo(writer: Writer, collection: Collection, to: Link | undefined, item: unknown): void {
  const { table } = collection
  if (to === undefined) return
  if (isRow(item)) insertInto(writer, collection, to, item as Body)
  else if (typeof item === 'string') bindRow(writer, collection, to, item)
  else throw badPayload(table, 'A collection holds rows, or addresses of rows.')
}

/** Creates a row that belongs to another one. @throws {Problem} */
export function insertInto(writer: Writer, collection: Collection, to: Link, body: Body): Row {
  const { table } = collection
  if ('column' in collection) return insertDeep({ ...writer, table }, body, { [collection.column.name]: to })
  const row = insertDeep({ ...writer, table }, body)
  relate(writer.environment, collection, to, `${table.set}(${row.id})`)
  return row
}

/** Lets the row at an address belong to another one. @throws {Problem} it is not there, or of another table */
export function bindRow(writer: Writer, collection: Collection, to: Link, address: string): void {
  if ('column' in collection) referTo(writer, collection, to, address)
  else relate(writer.environment, collection, to, address)
}

/** Lets the row at an address refer to another one, or to none. @throws {Problem} it is not there, or of another table */
export function referTo(writer: Writer, { table, column }: Referring, to: Link | null, address: string): void {
  const found = parseAddress(writer.environment, withoutBase(address))
  if (found.table !== table) throw badPayload(table, `'${address}' names no ${table.name}.`)
  changeRow({ ...writer, table }, mustBeAt(writer.environment, found), { [column.name]: to })
}

/** A JSON object that is no number (numbers are kept as text). */
function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('number' in value)
}
