import { ColumnIndex } from './column-index.ts'
import { ColumnSums } from './column-sums.ts'
import type { KeyDefinition, TableDefinition } from './definition.ts'
import { KeyIndex } from './key-index.ts'
import type { Row, Value } from './row.ts'

/** All rows, the indexes of the alternate keys, and what else is known of the rows without going through them. */
export class Rows {
  readonly #rows = new Map<string, Map<string, Row>>()
  readonly #keyIndexes = new Map<KeyDefinition, KeyIndex>()
  /** By table and column; built when first asked for. */
  readonly #columnIndexes = new Map<string, Map<string, ColumnIndex>>()
  /** By table, column, and what it is summed up by; built when first asked for. */
  readonly #columnSums = new Map<string, Map<string, ColumnSums>>()

  /** In order of creation. */
  of(table: string): Row[] {
    return [...(this.#rows.get(table)?.values() ?? [])]
  }

  firstOf(table: string): Row | undefined {
    return this.#rows.get(table)?.values().next().value
  }

  find(table: string, id: string): Row | undefined {
    return this.#rows.get(table)?.get(id)
  }

  /** Rows with this value in a column that holds text or leads to a row. */
  findAll(table: string, column: string, value: Value): Row[] {
    const rows = this.#rows.get(table)
    if (rows === undefined) return []
    const indexes = this.#columnIndexes.get(table) ?? new Map<string, ColumnIndex>()
    this.#columnIndexes.set(table, indexes)
    const index = indexes.get(column) ?? new ColumnIndex(column, rows.values())
    indexes.set(column, index)
    return [...index.find(value)].flatMap((id) => rows.get(id) ?? [])
  }

  /** The sum of a column of numbers over the rows with this value in the column `by`. */
  sumOf(table: string, column: string, by: string, value: Value): string {
    const rows = this.#rows.get(table)
    if (rows === undefined) return '0'
    const all = this.#columnSums.get(table) ?? new Map<string, ColumnSums>()
    this.#columnSums.set(table, all)
    const sums = all.get(`${column} ${by}`) ?? new ColumnSums(column, by, rows.values())
    all.set(`${column} ${by}`, sums)
    return sums.of(value)
  }

  findByKey(key: KeyDefinition, values: Readonly<Record<string, Value>>): Row | undefined {
    const index = this.#keyIndexes.get(key)
    const id = index?.find(values)
    return index === undefined || id === undefined ? undefined : this.find(index.table, id)
  }

  put(table: TableDefinition, row: Row): void {
    const rows = this.#rows.get(table.name) ?? new Map<string, Row>()
    this.#rows.set(table.name, rows)
    const before = rows.get(row.id)
    rows.set(row.id, row)
    this.#change(table, row.id, before, row)
  }

  remove(table: TableDefinition, id: string): void {
    const before = this.find(table.name, id)
    this.#rows.get(table.name)?.delete(id)
    this.#change(table, id, before, undefined)
  }

  /** Its rows are gone, and so is what was known of them. */
  removeTable(table: TableDefinition): void {
    for (const key of table.keys) this.removeKey(key)
    this.#rows.delete(table.name)
    this.#columnIndexes.delete(table.name)
    this.#columnSums.delete(table.name)
  }

  /** No row has a value in this column any more. */
  removeColumn(table: TableDefinition, column: string): void {
    for (const row of this.of(table.name)) {
      if (!(column in row.values)) continue
      const { [column]: _, ...values } = row.values
      this.put(table, { ...row, values })
    }
  }

  clear(): void {
    this.#rows.clear()
    this.#columnIndexes.clear()
    this.#columnSums.clear()
    for (const index of this.#keyIndexes.values()) index.clear()
  }

  addKey(table: string, key: KeyDefinition): void {
    this.#keyIndexes.set(key, new KeyIndex(table, key))
  }

  removeKey(key: KeyDefinition): void {
    this.#keyIndexes.delete(key)
  }

  /** Indexes all rows of the key's table; the key is active afterwards, or failed because two rows have the same values. */
  build(key: KeyDefinition): void {
    const index = this.#keyIndexes.get(key)
    if (index !== undefined) key.status = index.build(this.of(index.table)) ? 'Active' : 'Failed'
  }

  #change(table: TableDefinition, id: string, before: Row | undefined, after: Row | undefined): void {
    for (const key of table.keys) this.#keyIndexes.get(key)?.change(id, before?.values, after?.values)
    for (const index of this.#columnIndexes.get(table.name)?.values() ?? []) index.change(id, before, after)
    for (const sums of this.#columnSums.get(table.name)?.values() ?? []) sums.change(before, after)
  }
}
