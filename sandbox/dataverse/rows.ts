import type { KeyDefinition, TableDefinition } from './definition.ts'
import { KeyIndex } from './key-index.ts'
import type { Row, Value } from './row.ts'

/** All rows, and the indexes of the alternate keys. */
export class Rows {
  readonly #rows = new Map<string, Map<string, Row>>()
  readonly #indexes = new Map<KeyDefinition, KeyIndex>()

  /** In order of creation. */
  of(table: string): Row[] {
    return [...(this.#rows.get(table)?.values() ?? [])]
  }

  find(table: string, id: string): Row | undefined {
    return this.#rows.get(table)?.get(id)
  }

  findByKey(key: KeyDefinition, values: Readonly<Record<string, Value>>): Row | undefined {
    const index = this.#indexes.get(key)
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

  clear(): void {
    this.#rows.clear()
    for (const index of this.#indexes.values()) index.clear()
  }

  addKey(table: string, key: KeyDefinition): void {
    this.#indexes.set(key, new KeyIndex(table, key))
  }

  removeKey(key: KeyDefinition): void {
    this.#indexes.delete(key)
  }

  /** Indexes all rows of the key's table; the key is active afterwards, or failed because two rows have the same values. */
  build(key: KeyDefinition): void {
    const index = this.#indexes.get(key)
    if (index !== undefined) key.status = index.build(this.of(index.table)) ? 'Active' : 'Failed'
  }

  #change(table: TableDefinition, id: string, before: Row | undefined, after: Row | undefined): void {
    for (const key of table.keys) this.#indexes.get(key)?.change(id, before?.values, after?.values)
  }
}
