import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { ColumnFacts } from './column-facts.ts'
import { columnOf } from './column-of.ts'
import type { KeyDefinition, TableDefinition } from './definition.ts'

const folder = join(import.meta.dirname, 'tables')

/** The tables of a fresh environment. */
export function readDefinitions(): Map<string, TableDefinition> {
  const tables = rowsOf<TableFacts>('tables').map(({ table, name, tracked, code, ...facts }) => {
    const definition = {
      ...facts,
      name: table,
      id: `${table}id`,
      primaryName: name,
      isCustom: false,
      code: Number(code),
      isTracked: tracked === 'yes',
      keys: table === 'systemuser' ? [userKey()] : [],
    }
    const columns = columnsOf(table)
    const images = [...columns.values()].filter(({ type }) => type === 'image')
    return [table, { ...definition, columns, images }] as const
  })
  return new Map([...tables, ...rowsOf<RelationFacts>('many-to-many').map((facts) => [facts.table, relating(facts)] as const)])
}

/** A table that relates rows of two others. */
export function relating({ relationship: name, table, set, id, first, second, code }: RelationFacts): TableDefinition {
  const column = (name: string, type: string) => columnOf({ column: name, type, detail: '', required: '', writable: 'no' })
  const columns = [
    column(id, 'id'),
    column(`${first}id`, 'guid'),
    column(`${second}id`, 'guid'),
    column('versionnumber', 'bigint'),
  ]
  return {
    name: table,
    set,
    id,
    primaryName: '',
    label: table,
    plural: table,
    isCustom: false,
    code: Number(code),
    isTracked: false,
    columns: new Map(columns.map((one) => [one.name, one])),
    images: [],
    keys: [],
    relates: { name, tables: [first, second] },
  }
}

/** Users are found by who they are in Microsoft Entra ID (Microsoft: "User (SystemUser) table/entity reference"). */
function userKey(): KeyDefinition {
  return { name: 'aadobjectid', columns: ['azureactivedirectoryobjectid'], isStandard: true, status: 'Active' }
}

/** A table as somebody adds it, with the columns every such table has. */
export interface AddedTable {
  readonly table: string
  /** Capitals and all. */
  readonly schemaName?: string | undefined
  readonly set: string
  readonly label: string
  readonly plural: string
  /** Its name column. */
  readonly name: string
  readonly nameSchemaName?: string | undefined
  readonly nameLength: number
  readonly isTracked?: boolean
  readonly hasNotes?: boolean
}

/** `code`: its ObjectTypeCode, which is from 10,000 on. */
export function addedTable(
  { table, schemaName = table, nameSchemaName, nameLength, isTracked = false, hasNotes = false, ...names }: AddedTable,
  code: number,
): TableDefinition {
  const { set, label, plural, name } = names
  const columns = columnsOf('added-table', table)
  const put = (column: string, schemaName: string, type: string, detail: string) =>
    columns.set(column, columnOf({ column, type, detail, required: '', writable: '', schemaName }))
  put(`${table}id`, `${schemaName}Id`, 'id', '')
  put(name, nameSchemaName ?? name, 'text', String(nameLength))
  const facts = { label, plural, isCustom: true, code, isTracked, hasNotes }
  return { name: table, schemaName, set, id: `${table}id`, primaryName: name, ...facts, columns, images: [], keys: [] }
}

/** A relationship of many to many, and the table that holds it. */
export type RelationFacts = Record<'relationship' | 'table' | 'set' | 'id' | 'first' | 'second' | 'code', string>

type TableFacts = Record<'table' | 'set' | 'name' | 'label' | 'plural' | 'tracked' | 'code', string>

/** Names of partner collections contain the table's own, which a table that is still to come stands for with `*`. */
function columnsOf(file: string, table = file): TableDefinition['columns'] {
  const facts = rowsOf<ColumnFacts>(file)
  return new Map(facts.map((fact) => [fact.column, columnOf({ ...fact, detail: fact.detail.replaceAll('*', table) })]))
}

function rowsOf<T>(file: string): T[] {
  return parse(readFileSync(join(folder, `${file}.csv`), 'utf8'), { columns: true })
}
