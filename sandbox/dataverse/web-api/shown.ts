import { type ColumnDefinition, lookupOf, type TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink, type Row, type Value } from '../row.ts'
import { annotationsOf } from './annotations.ts'
import { noSuchProperty } from './problem.ts'
import { rawJson } from './raw-json.ts'
import type { Wants } from './wanted-annotations.ts'

interface Shown {
  /** Names of `$select`; all when there is none. */
  readonly select: readonly string[] | undefined
  /** Which annotations are to stand beside the values; none when it is missing. */
  readonly wants?: Wants | undefined
}

/** A row as JSON: decimals exact, lookups as `_<column>_value`. */
export function shownRow(
  environment: Environment,
  table: TableDefinition,
  row: Row,
  { select, wants }: Shown,
): Record<string, unknown> {
  const shown: Record<string, unknown> = { '@odata.etag': etagOf(row) }
  for (const column of chosen(table, select)) {
    const name = propertyOf(column)
    shown[name] = shownValue(column, columnValue(table, row, column))
    if (wants !== undefined) Object.assign(shown, annotationsOf(environment, { table, row, column, name, wants }))
  }
  // A picture is shown when it is asked for by name only (Microsoft: "Use image column data").
  if (select === undefined) for (const { name } of table.images) shown[name] = null
  shown[table.id] = row.id
  if (isOwner(table)) shown.ownerid = row.id
  return shown
}

export function etagOf({ version }: Row): string {
  return `W/"${version}"`
}

/** Users and teams have two names for their id: they are owners (Microsoft: "Web API EntityTypes", inheritance). */
function isOwner({ columns }: TableDefinition): boolean {
  return columns.get('ownerid')?.type === 'id'
}

/** The name a column has in JSON. */
export function propertyOf({ name, type }: ColumnDefinition): string {
  return type === 'lookup' ? `_${name}_value` : name
}

/** @throws {Problem} a name that is no column */
export function columnOfProperty(table: TableDefinition, property: string): ColumnDefinition {
  const column = findColumn(table, property)
  if (column === undefined) throw noSuchProperty(property, table)
  return column
}

/** A lookup goes by its value's name only. */
export function findColumn(table: TableDefinition, property: string): ColumnDefinition | undefined {
  const column = table.columns.get(/^_(.+)_value$/.exec(property)?.[1] ?? property)
  return column !== undefined && propertyOf(column) === property ? column : undefined
}

/** A wrong name is refused also when there is no row to show. @throws {Problem} */
export function checkSelect(table: TableDefinition, select: readonly string[] | undefined): void {
  for (const property of select ?? []) selected(table, property)
}

export function columnValue(table: TableDefinition, row: Row, column: ColumnDefinition): Value | undefined {
  if (column.name === table.id || column.type === 'id') return row.id
  if (column.name === 'versionnumber') return row.version
  return row.values[column.name]
}

/** A lookup is selected by its navigation property too, and shown by the name of its value all the same. */
function selected(table: TableDefinition, property: string): ColumnDefinition {
  const column = table.columns.get(property)
  const lookup = column === undefined || column.type === 'lookup' ? lookupOf(table, property) : undefined
  return lookup?.column ?? columnOfProperty(table, property)
}

function chosen(table: TableDefinition, select: readonly string[] | undefined): ColumnDefinition[] {
  if (select === undefined) return [...table.columns.values()]
  const columns = select.map((property) => selected(table, property))
  const currency = table.columns.get('transactioncurrencyid')
  // An amount without its currency means nothing: Dataverse adds it.
  return currency !== undefined && columns.some(({ type }) => type === 'money') ? [...new Set([...columns, currency])] : columns
}

/** A value as JSON. */
export function shownValue({ name, type, isSecret }: ColumnDefinition, value: Value | undefined): unknown {
  if (value === undefined || isSecret) return null
  if (isLink(value)) return value.id
  if (type === 'money') return rawJson(withPlaces(String(value), name.endsWith('_base') ? 10 : 4))
  return ['decimal', 'double', 'bigint'].includes(type) ? rawJson(String(value)) : value
}

/** Money comes back with trailing zeros, as from the real service. */
function withPlaces(text: string, places: number): string {
  const [whole = '', fraction = ''] = text.split('.')
  return `${whole}.${fraction.padEnd(places, '0')}`
}
