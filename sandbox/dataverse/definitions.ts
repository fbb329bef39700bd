import type { ColumnFacts } from './column-facts.ts'
import { columnOf } from './column-of.ts'
import type { ColumnDefinition, KeyDefinition, TableDefinition } from './definition.ts'
import type { DefinitionChange } from './journal.ts'
import { linkAttachments, unlinkAttachments } from './link-attachments.ts'
import { type AddedTable, addedTable, type RelationFacts, readDefinitions, relating } from './read-definitions.ts'
import type { Rows } from './rows.ts'

/** The tables of an environment with their columns and alternate keys, and what is added to them. */
export class Definitions {
  readonly #tables = readDefinitions()
  readonly #bySet = new Map<string, TableDefinition>()
  readonly #rows: Rows
  readonly #write: (change: DefinitionChange) => void
  /** How long the index of a new key takes. */
  indexMilliseconds = 150
  /** How many tables, columns and keys there were that are no more. */
  #lost = 0

  /** `write` notes a change and applies it. */
  constructor(rows: Rows, write: (change: DefinitionChange) => void) {
    this.#rows = rows
    this.#write = write
    for (const { name, keys } of this.tables) for (const key of keys) rows.addKey(name, key)
  }

  get tables(): TableDefinition[] {
    return [...this.#tables.values()]
  }

  table(name: string): TableDefinition | undefined {
    return this.#tables.get(name)
  }

  /** By the name of its entity set. */
  tableOf(set: string): TableDefinition | undefined {
    const known = this.#bySet.get(set)
    if (known !== undefined) return known
    for (const table of this.#tables.values()) this.#bySet.set(table.set, table)
    return this.#bySet.get(set)
  }

  /** Grows with every table, column and key that comes or goes. */
  get version(): number {
    return this.#size + 2 * this.#lost
  }

  get #size(): number {
    return this.tables.reduce((sum, { columns, keys }) => sum + 1 + columns.size + keys.length, 0)
  }

  addTable(facts: AddedTable): void {
    this.#write({ kind: 'table', facts })
  }

  removeTable(table: string): void {
    this.#write({ kind: 'table-gone', table })
  }

  /** Its code is the next one. */
  addRelation(facts: Omit<RelationFacts, 'code'>): void {
    this.#write({ kind: 'relation', facts: { ...facts, code: String(this.#nextCode()) } })
  }

  removeColumn(table: string, name: string): void {
    this.#write({ kind: 'column-gone', table, name })
  }

  addColumn(table: string, facts: ColumnFacts, label: string): void {
    this.#write({ kind: 'column', table, facts, label })
  }

  /** Its index takes a moment, as in the real service. */
  addKey(table: string, key: Pick<KeyDefinition, 'name' | 'schemaName' | 'columns'>): void {
    this.#write({ kind: 'key', table, ...key })
    const added = this.table(table)?.keys.at(-1)
    if (added !== undefined) this.#buildSoon(added)
  }

  removeKey(table: string, name: string): void {
    this.#write({ kind: 'key-gone', table, name })
  }

  /** Builds the index of a key again, after duplicates were cleared. */
  rebuildKey(key: KeyDefinition): void {
    key.status = 'Pending'
    this.#buildSoon(key)
  }

  /** What was added or removed, now or before the sandbox stopped; passed over when its table is not there. */
  apply(change: DefinitionChange): void {
    const before = this.#size
    this.#change(change)
    this.#lost += Math.max(0, before - this.#size)
  }

  #change(change: DefinitionChange): void {
    if (change.kind === 'table') this.#putTable(addedTable(change.facts, this.#nextCode()))
    else if (change.kind === 'relation') this.#putTable({ ...relating(change.facts), isCustom: true })
    else this.#changeTable(change)
  }

  #changeTable(change: Exclude<DefinitionChange, { readonly facts: AddedTable | RelationFacts }>): void {
    const table = this.table(change.table)
    if (table === undefined) return
    switch (change.kind) {
      case 'table-gone':
        this.#dropTable(table)
        break
      case 'column-gone':
        this.#dropColumn(table, change.name)
        break
      case 'column':
        this.#putColumn(table, columnOf(change.facts, change.label))
        break
      case 'key':
        this.#putKey(table, { name: change.name, schemaName: change.schemaName, columns: change.columns, status: 'Pending' })
        break
      case 'key-gone':
        this.#dropKey(table, change.name)
    }
  }

  #putTable(table: TableDefinition): void {
    this.#tables.set(table.name, table)
    this.#bySet.clear()
  }

  #nextCode(): number {
    return Math.max(9_999, ...this.tables.filter(({ isCustom }) => isCustom).map(({ code }) => code)) + 1
  }

  #dropTable(table: TableDefinition): void {
    this.#rows.removeTable(table)
    unlinkAttachments(this.#tables, table.name)
    this.#tables.delete(table.name)
    this.#bySet.clear()
  }

  /** The table is a new one afterwards: whatever was found out of its columns is found out again. */
  #dropColumn(table: TableDefinition, name: string): void {
    const columns = new Map([...table.columns].filter(([other]) => other !== name))
    const images = table.images.filter((image) => image.name !== name)
    this.#putTable({ ...table, columns, images })
    this.#rows.removeColumn(table, name)
  }

  #putColumn(table: TableDefinition, column: ColumnDefinition): void {
    table.columns.set(column.name, column)
    if (column.type === 'image') table.images.push(column)
    if (column.file !== undefined) linkAttachments(this.#tables, table.name)
  }

  #putKey(table: TableDefinition, key: KeyDefinition): void {
    table.keys.push(key)
    this.#rows.addKey(table.name, key)
  }

  #dropKey(table: TableDefinition, name: string): void {
    for (const key of table.keys.splice(0)) {
      if (key.name === name) this.#rows.removeKey(key)
      else table.keys.push(key)
    }
  }

  /** One after the other: of two timers that are due, on a busy machine, the later one may come first. */
  #buildSoon(key: KeyDefinition): void {
    const half = this.indexMilliseconds / 2
    setTimeout(() => {
      key.status = 'InProgress'
      setTimeout(() => this.#rows.build(key), half).unref()
    }, half).unref()
  }
}
