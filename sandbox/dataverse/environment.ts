import { type KeyDefinition, readDefinitions, type TableDefinition, textColumn } from './definition.ts'
import { type Change, Journal } from './journal.ts'
import { KeyIndex } from './key-index.ts'
import type { Row, Value } from './row.ts'
import { seeds } from './seeds.ts'

/** One environment: its tables, its rows, its alternate keys. Every change stands in the journal before it is answered. */
export class Environment {
  readonly #journal: Journal
  #tables = readDefinitions()
  #rows = new Map<string, Map<string, Row>>()
  #indexes = new Map<KeyDefinition, KeyIndex>()
  #version = 1_000_000

  static open(folder: string): Environment {
    const environment = new Environment(new Journal(folder))
    environment.#load()
    return environment
  }

  private constructor(journal: Journal) {
    this.#journal = journal
  }

  get tables(): TableDefinition[] {
    return [...this.#tables.values()]
  }

  table(name: string): TableDefinition | undefined {
    return this.#tables.get(name)
  }

  /** The table of an entity set name; names are case-sensitive. */
  tableOf(set: string): TableDefinition | undefined {
    return this.tables.find((table) => table.set === set)
  }

  /** In order of creation. */
  rowsOf(table: string): Row[] {
    return [...(this.#rows.get(table)?.values() ?? [])]
  }

  find(table: string, id: string): Row | undefined {
    return this.#rows.get(table)?.get(id.toLowerCase())
  }

  /** The row with these key values; text is compared as Dataverse does, without regard to case. */
  findByKey(key: KeyDefinition, values: Readonly<Record<string, Value>>): Row | undefined {
    const index = this.#indexes.get(key)
    const id = index?.find(values)
    const table = index?.table
    return id === undefined || table === undefined ? undefined : this.find(table, id)
  }

  /** Writes a row as it is to be and gives it its version. */
  put(table: string, id: string, values: Readonly<Record<string, Value>>): Row {
    const row = { id: id.toLowerCase(), version: ++this.#version, values }
    this.#write({ kind: 'row', table, row })
    return row
  }

  remove(table: string, id: string): void {
    this.#write({ kind: 'gone', table, id: id.toLowerCase() })
  }

  addColumn(table: string, column: { name: string; length: number; label: string }): void {
    this.#write({ kind: 'column', table, ...column })
  }

  /** Its index takes a moment, as in the real service. */
  addKey(table: string, key: { name: string; columns: readonly string[] }): void {
    this.#write({ kind: 'key', table, ...key })
  }

  /** Builds the index of a key again, after duplicates were cleared. */
  rebuildKey(key: KeyDefinition): void {
    key.status = 'Pending'
    this.#buildSoon(key)
  }

  /** Forgets all rows; columns and keys that were added stay, as when somebody deletes the data of an environment. */
  reset(): void {
    this.#rows.clear()
    for (const index of this.#indexes.values()) index.clear()
    for (const change of seeds()) this.#apply(change)
    this.#journal.replace(this.#changes())
  }

  close(): void {
    this.#journal.close()
  }

  #load(): void {
    const changes = this.#journal.read()
    for (const change of changes.length === 0 ? seeds() : changes) this.#apply(change)
    const standing = this.#changes()
    if (changes.length === 0 || changes.length > 2 * standing.length + 1000) this.#journal.replace(standing)
    // Whatever was pending when the sandbox stopped is built by now.
    for (const key of this.#indexes.keys()) this.#build(key)
  }

  #write(change: Change): void {
    this.#journal.append([change])
    this.#apply(change)
    if (change.kind === 'key') {
      const key = this.table(change.table)?.keys.at(-1)
      if (key !== undefined) this.#buildSoon(key)
    }
  }

  #apply(change: Change): void {
    const table = this.#tables.get(change.table)
    if (table === undefined) return
    if (change.kind === 'row') this.#applyRow(table, change.row)
    if (change.kind === 'gone') this.#applyGone(table, change.id)
    if (change.kind === 'column') table.columns.set(change.name, textColumn(change.name, change.length, change.label))
    if (change.kind === 'key') {
      const key: KeyDefinition = { name: change.name, columns: change.columns, status: 'Pending' }
      table.keys.push(key)
      this.#indexes.set(key, new KeyIndex(table.name, key))
    }
  }

  #applyRow(table: TableDefinition, row: Row): void {
    const rows = this.#rows.get(table.name) ?? new Map<string, Row>()
    this.#rows.set(table.name, rows)
    const before = rows.get(row.id)
    rows.set(row.id, row)
    this.#version = Math.max(this.#version, row.version)
    for (const key of table.keys) this.#indexes.get(key)?.change(row.id, before?.values, row.values)
  }

  #applyGone(table: TableDefinition, id: string): void {
    const before = this.find(table.name, id)
    this.#rows.get(table.name)?.delete(id)
    for (const key of table.keys) this.#indexes.get(key)?.change(id, before?.values, undefined)
  }

  #buildSoon(key: KeyDefinition): void {
    setTimeout(() => this.#build(key), 150).unref()
  }

  #build(key: KeyDefinition): void {
    const index = this.#indexes.get(key)
    if (index !== undefined) key.status = index.build(this.rowsOf(index.table)) ? 'Active' : 'Failed'
  }

  /** The shortest list of changes that leads to where we are. */
  #changes(): Change[] {
    return this.tables.flatMap((table) => [
      ...[...table.columns.values()].flatMap(({ name, length, custom }): Change[] =>
        custom === undefined ? [] : [{ kind: 'column', table: table.name, name, length, label: custom }],
      ),
      ...table.keys.map(({ name, columns }): Change => ({ kind: 'key', table: table.name, name, columns })),
      ...this.rowsOf(table.name).map((row): Change => ({ kind: 'row', table: table.name, row })),
    ])
  }
}
