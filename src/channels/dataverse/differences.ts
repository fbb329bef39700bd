import { isDecimal, isReference } from '../../message/exact-json.ts'
import type { ForeignValue, HeldRow, RowDifference, RowState } from '../../message/row-difference.ts'
import type { Column, Table } from '../../message/table.ts'
import type { ColumnValue, Reference } from '../../message/write.ts'
import type { Sender } from './api-request.ts'
import { rowsOf } from './read-answer.ts'
import { whereOneOf } from './row-address.ts'
import type { RowStates, StateNames } from './row-states.ts'

/**
 * What Dynamics 365 holds otherwise than it was written, for each of these rows of a table; `undefined` where all is the same. A hundred
 * rows cost one request.
 */
export async function differences(
  { sender, states }: { sender: Sender; states: RowStates },
  table: Table,
  rows: readonly HeldRow[],
): Promise<(RowDifference | undefined)[]> {
  const isStateHeld = rows.some(({ isActive }) => isActive !== undefined)
  const names = isStateHeld ? await states.of(table) : undefined
  const found: (RowDifference | undefined)[] = []
  for (let start = 0; start < rows.length; start += atOnce) {
    const some = rows.slice(start, start + atOnce)
    const there = await readAll(sender, table, some, names === undefined ? [] : ['statecode'])
    found.push(...some.map((row) => difference(table, row, there.get(row.id.toLowerCase()), names)))
  }
  return found
}

const atOnce = 100

type Row = Readonly<Record<string, unknown>>

async function readAll(
  sender: Sender,
  table: Table,
  rows: readonly HeldRow[],
  further: readonly string[],
): Promise<Map<string, Row>> {
  const select = new Set([table.id, ...further])
  const expand = new Map<string, Set<string>>()
  for (const [column, value] of rows.flatMap(({ columns }) => Object.entries(columns))) {
    const { kind } = table.columns[column] ?? {}
    if (kind !== undefined && kind !== 'lookup') select.add(column)
    if (!isReference(value)) continue
    const keys = expand.get(column) ?? new Set()
    for (const key of Object.keys(value.key)) keys.add(key)
    expand.set(column, keys)
  }
  const filter = whereOneOf(
    table.id,
    rows.map(({ id }) => id),
  )
  const expanded = [...expand].map(([column, keys]) => `${navigationOf(column)}($select=${[...keys].join(',')})`)
  const query = [
    `$select=${[...select].join(',')}`,
    `$filter=${encodeURIComponent(filter)}`,
    ...(expanded.length === 0 ? [] : [`$expand=${expanded.join(',')}`]),
  ]
  const subject = { table: table.name }
  const read = rowsOf(await sender.send({ method: 'GET', path: `${table.set}?${query.join('&')}`, subject }), subject)
  return new Map(read.map((row) => [String(row[table.id]).toLowerCase(), row]))
}

/** An owner is a user or a team, of which only the one or the other has columns. */
function navigationOf(column: string): string {
  return column === 'ownerid' ? 'owninguser' : column
}

function difference(
  table: Table,
  { columns, isActive }: HeldRow,
  row: Row | undefined,
  names: StateNames | undefined,
): RowDifference | undefined {
  if (row === undefined) return 'missing'
  const state = otherState(isActive, row, names)
  const other: Record<string, ForeignValue> = {}
  for (const [name, value] of Object.entries(columns)) {
    const column = table.columns[name]
    if (column === undefined || (column.kind === 'lookup' && !isReference(value))) continue
    const theirs = isReference(value) ? keyIn(row[navigationOf(name)], value) : foreign(row[name])
    if (!isSame(column, isReference(value) ? keyText(value.key) : value, theirs)) other[name] = theirs
  }
  if (Object.keys(other).length === 0 && state === undefined) return undefined
  return { columns: other, ...(state !== undefined && { state }) }
}

function otherState(isActive: boolean | undefined, row: Row, names: StateNames | undefined): RowState | undefined {
  const found = Number(row.statecode)
  return isActive === undefined || found === (isActive ? 0 : 1) ? undefined : names?.get(found)
}

function keyIn(row: unknown, { key }: Reference): string | null {
  if (typeof row !== 'object' || row === null) return null
  return keyText(Object.fromEntries(Object.keys(key).map((name) => [name, String((row as Row)[name] ?? '')])))
}

function keyText(key: Readonly<Record<string, string>>): string {
  return Object.values(key).join(' ')
}

function foreign(value: unknown): ForeignValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** Dynamics 365 knows no empty texts, takes blanks off their ends, and rounds numbers to the places of their column. */
function isSame(column: Column, ours: ColumnValue, theirs: ForeignValue): boolean {
  if (isDecimal(ours)) return typeof theirs === 'number' && Math.abs(Number(ours.decimal) - theirs) <= roundedOff(column)
  if (ours === null || ours === '' || ours === false) return theirs === null || theirs === '' || theirs === false
  if (typeof ours !== 'string' || typeof theirs !== 'string') return ours === theirs
  if (column.kind === 'date') return ours.slice(0, 10) === theirs.slice(0, 10)
  if (column.kind === 'dateTime') return Date.parse(ours) === Date.parse(theirs)
  return column.kind === 'lookup' ? ours.toLowerCase() === theirs.toLowerCase() : ours.trim() === theirs.trim()
}

/** Money has two places, where it has not more. */
function roundedOff(column: Column): number {
  const places = column.kind === 'decimal' ? (column.places ?? 2) : 2
  return 0.500001 / 10 ** places
}
