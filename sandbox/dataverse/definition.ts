import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

/** A table as Dataverse defines it (Microsoft, "table/entity reference" and Common Data Model). */
export interface TableDefinition {
  /** Logical name, e.g. `account`. */
  readonly name: string
  /** Entity set name, e.g. `accounts`. */
  readonly set: string
  /** Primary key column. */
  readonly id: string
  /** The column a row is called by. */
  readonly primaryName: string
  readonly label: string
  readonly columns: Map<string, ColumnDefinition>
  /** Alternate keys; standard tables have none. */
  readonly keys: KeyDefinition[]
}

export interface ColumnDefinition {
  readonly name: string
  readonly type: ColumnType
  /** Text: characters at most. */
  readonly length: number
  /** Numbers: exact text. */
  readonly min: string
  readonly max: string
  /** Choice, state and status: number to name. */
  readonly options: ReadonlyMap<number, string>
  /** Status: which state each status belongs to. */
  readonly stateOf: ReadonlyMap<number, number>
  /** Lookup: navigation properties and the tables they lead to. */
  readonly targets: readonly Target[]
  readonly required: 'system' | 'application' | ''
  readonly isWritable: boolean
  /** Label of a column somebody added. */
  readonly custom?: string
}

export interface Target {
  readonly navigation: string
  readonly table: string
}

export type ColumnType =
  | 'text'
  | 'whole'
  | 'bigint'
  | 'decimal'
  | 'money'
  | 'double'
  | 'yesNo'
  | 'choice'
  | 'state'
  | 'status'
  | 'date'
  | 'dateTime'
  | 'guid'
  | 'id'
  | 'lookup'

/** Its index is built in the background; duplicates make it fail. */
export interface KeyDefinition {
  readonly name: string
  readonly columns: readonly string[]
  status: 'Pending' | 'Active' | 'Failed'
}

/** The tables of a fresh environment. */
export function readDefinitions(folder = join(import.meta.dirname, 'tables')): Map<string, TableDefinition> {
  const tables = rowsOf(join(folder, 'tables.csv')).map(({ table = '', set = '', name = '', label = '' }) => {
    const columns = rowsOf(join(folder, `${table}.csv`)).map(columnOf)
    const definition = { name: table, set, id: `${table}id`, primaryName: name, label, keys: [] }
    return [table, { ...definition, columns: new Map(columns.map((column) => [column.name, column])) }] as const
  })
  return new Map(tables)
}

/** A text column as one adds it. */
export function textColumn(name: string, length: number, label: string): ColumnDefinition {
  return { ...columnOf({ column: name, type: 'text', detail: String(length), required: '', writable: '' }), custom: label }
}

type Row = Record<string, string>

function rowsOf(file: string): Row[] {
  return parse(readFileSync(file, 'utf8'), { columns: true })
}

function columnOf({ column = '', type = '', detail = '', required = '', writable = '' }: Row): ColumnDefinition {
  const [min = '', max = ''] = detail.split('..')
  const entries = ['choice', 'state', 'status', 'lookup'].includes(type)
    ? detail.split(' | ').map((entry) => entry.split('='))
    : []
  const isLookup = type === 'lookup'
  return {
    name: column,
    type: type as ColumnType,
    length: type === 'text' ? Number(detail) : 0,
    min,
    max,
    options: new Map(isLookup ? [] : entries.map(([value, name = '']) => [Number(value), name.replace(/ \(state \d+\)$/, '')])),
    stateOf: new Map(
      type === 'status' ? entries.map(([value, name]) => [Number(value), Number(/state (\d+)/.exec(name ?? '')?.[1])]) : [],
    ),
    targets: isLookup ? entries.map(([navigation = '', table = '']) => ({ navigation, table })) : [],
    required: required as ColumnDefinition['required'],
    isWritable: writable !== 'no',
  }
}
