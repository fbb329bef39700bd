import type { ColumnDefinition, TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink, type Row, type Value } from '../row.ts'
import type { Cell } from './cell.ts'

/** A column's value as a person reads it; nothing when the row has none. */
export function readCell(environment: Environment, column: ColumnDefinition, value: Value | undefined): Cell | undefined {
  if (value === undefined) return undefined
  if (isLink(value)) return linkCell(environment, value)
  const option = typeof value === 'number' ? column.options.get(value) : undefined
  if (option !== undefined) return { text: option, raw: String(value) }
  if (typeof value === 'boolean') return { text: value ? 'Yes' : 'No' }
  return { text: shortened(String(value)) }
}

/** Files and pictures are longer than anybody reads. */
function shortened(text: string): string {
  return text.length <= 4000 ? text : `${text.slice(0, 4000)}…`
}

/** What a row is called; its id when it has no name. */
export function nameOf({ primaryName }: TableDefinition, row: Row): string {
  const name = row.values[primaryName]
  return typeof name === 'string' && name !== '' ? name : row.id
}

function linkCell(environment: Environment, link: { table: string; id: string }): Cell {
  const table = environment.table(link.table)
  const row = environment.find(link.table, link.id)
  const text = table === undefined || row === undefined ? `${link.id} (gone)` : nameOf(table, row)
  return { text, row: { table: link.table, id: link.id } }
}
