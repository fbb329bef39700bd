import { randomUUID } from 'node:crypto'
import type { ColumnFacts } from './column-facts.ts'
import { columnOf } from './column-of.ts'
import type { ColumnDefinition, KeyDefinition, TableDefinition } from './definition.ts'
import { Deletions } from './deletions.ts'
import { type Change, Journal } from './journal.ts'
import { linkAttachments } from './link-attachments.ts'
import { messageSeeds } from './message-seeds.ts'
import { type AddedTable, addedTable, readDefinitions } from './read-definitions.ts'
import type { Row, Value } from './row.ts'
import type { RowEvent } from './row-event.ts'
import { Rows } from './rows.ts'
import { seeds } from './seeds.ts'
import { standing } from './standing.ts'
import { Uploads } from './uploads.ts'

interface Pending {
  readonly changes: Change[]
  readonly undo: (() => void)[]
  readonly events: RowEvent[]
}

/** One environment: its tables, its rows, its alternate keys. Every change stands in the journal before it is answered. */
export class Environment {
  readonly #journal: Journal
  readonly #tables = readDefinitions()
  readonly #rows = new Rows()
  readonly #deletions = new Deletions()
  #version = 1_000_000
  /** What is done but not in the journal yet, and how to undo it. */
  #pending: Pending | undefined
  #giveId: () => string = randomUUID
  #isSilent = false
  /** Hears of what happened to rows once it stands. */
  onEvents: ((events: readonly RowEvent[]) => void) | undefined
  /** Asks the synchronous steps whether it may stand, if there are any; throws when one says no. */
  mayStand: ((events: readonly RowEvent[]) => Promise<void>) | undefined
  /** Files that come in chunks, each known by where it begins. */
  readonly chunkUploads = new Uploads<number>()
  /** Files that come in blocks, each known by the id its sender gave it. */
  readonly blockUploads = new Uploads<string>()
  /** How long the index of a new key takes. */
  indexMilliseconds = 150

  static open(folder: string): Environment {
    const environment = new Environment(new Journal(folder))
    environment.#load()
    return environment
  }

  private constructor(journal: Journal) {
    this.#journal = journal
    for (const { name, keys } of this.tables) for (const key of keys) this.#rows.addKey(name, key)
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

  /** Grows with every table, column and key. */
  get definitionsVersion(): number {
    return this.tables.reduce((sum, { columns, keys }) => sum + 1 + columns.size + keys.length, 0)
  }

  /** That of the latest change. */
  get version(): number {
    return this.#version
  }

  get deletions(): Pick<Deletions, 'of' | 'tokensFrom'> {
    return this.#deletions
  }

  /** In order of creation. */
  rowsOf(table: string): Row[] {
    return this.#rows.of(table)
  }

  find(table: string, id: string): Row | undefined {
    return this.#rows.find(table, id.toLowerCase())
  }

  /** Rows with this value in a column that holds text or leads to a row; text without regard to case. */
  findAll(table: string, column: string, value: Value): Row[] {
    return this.#rows.findAll(table, column, value)
  }

  /** The sum of a column of numbers over the rows with this value in the column `by`, exact. */
  sumOf(table: string, column: string, by: string, value: Value): string {
    return this.#rows.sumOf(table, column, by, value)
  }

  /** The row with these key values; text is compared as Dataverse does, without regard to case. */
  findByKey(key: KeyDefinition, values: Readonly<Record<string, Value>>): Row | undefined {
    return this.#rows.findByKey(key, values)
  }

  /** Does all of it or, when it throws, nothing of it; also when the process is killed meanwhile. */
  atomically<T>(act: () => T): T {
    if (this.#pending !== undefined) return act()
    const pending: Pending = { changes: [], undo: [], events: [] }
    this.#pending = pending
    let done: T
    try {
      done = act()
      if (pending.changes.length > 0) this.#journal.append(pending.changes)
    } catch (error) {
      for (const undo of pending.undo.reverse()) undo()
      throw error
    } finally {
      this.#pending = undefined
    }
    if (pending.events.length > 0) this.onEvents?.(pending.events)
    return done
  }

  /**
   * Like `atomically`, but `mayStand` is asked first with what would happen, and nothing happens when it throws: it is done,
   * undone, and done again with the same new ids. It may change rows only.
   */
  async rehearsed<T>(act: () => T, mayStand: (events: readonly RowEvent[]) => Promise<void>): Promise<T> {
    const ids: string[] = []
    const pending: Pending = { changes: [], undo: [], events: [] }
    this.#pending = pending
    try {
      this.#giveId = () => ids[ids.push(randomUUID()) - 1] ?? ''
      act()
    } finally {
      for (const undo of pending.undo.reverse()) undo()
      this.#pending = undefined
      this.#giveId = randomUUID
    }
    await mayStand(pending.events)
    try {
      this.#giveId = () => ids.shift() ?? randomUUID()
      return this.atomically(act)
    } finally {
      this.#giveId = randomUUID
    }
  }

  /** For a new row. */
  newId(): string {
    return this.#giveId()
  }

  /** Tells whoever listens, unless what it belongs to is undone. */
  note(event: RowEvent): void {
    if (this.onEvents !== undefined && !this.#isSilent) this.#pending?.events.push(event)
  }

  /** What happens meanwhile nobody is told. */
  silently<T>(act: () => T): T {
    this.#isSilent = true
    try {
      return act()
    } finally {
      this.#isSilent = false
    }
  }

  /** Writes a row as it is to be and gives it its version. */
  put(table: string, id: string, values: Readonly<Record<string, Value>>): Row {
    const row = { id: id.toLowerCase(), version: ++this.#version, values }
    this.#write({ kind: 'row', table, row })
    return row
  }

  remove(table: string, id: string): void {
    this.#write({ kind: 'gone', table, id: id.toLowerCase(), version: ++this.#version })
  }

  /** Whoever asks what changed since an earlier moment has to begin anew. */
  expireTokens(): void {
    this.#write({ kind: 'tokens', from: ++this.#version })
  }

  addTable(facts: AddedTable): void {
    this.#write({ kind: 'table', facts })
  }

  addColumn(table: string, facts: ColumnFacts, label: string): void {
    this.#write({ kind: 'column', table, facts, label })
  }

  /** Its index takes a moment, as in the real service. */
  addKey(table: string, key: { name: string; columns: readonly string[] }): void {
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

  /** Forgets all rows; tables, columns and keys that were added stay, as when somebody deletes the data of an environment. */
  reset(): void {
    this.restore([...seeds(), ...messageSeeds(this.tables)])
  }

  /** All rows, as `restore` takes them. */
  get rowChanges(): Change[] {
    return this.#standing().filter(({ kind }) => kind === 'row')
  }

  /** These rows and no others; tables, columns and keys stay, and rows of tables that are not there are passed over. */
  restore(rows: readonly Change[]): void {
    this.#rows.clear()
    this.#deletions.clear()
    this.#apply({ kind: 'tokens', from: ++this.#version })
    for (const change of rows) if (change.kind === 'row') this.#apply(change)
    this.#journal.replace(this.#standing())
  }

  close(): void {
    this.#journal.close()
  }

  #load(): void {
    const changes = this.#journal.read()
    for (const change of changes.length === 0 ? seeds() : changes) this.#apply(change)
    // An environment of an earlier version knows no messages yet.
    if (this.rowsOf('sdkmessage').length === 0) for (const change of messageSeeds(this.tables)) this.#apply(change)
    const short = this.#standing()
    if (changes.length === 0 || changes.length > 2 * short.length + 1000) this.#journal.replace(short)
    // Whatever was pending when the sandbox stopped is built by now.
    for (const key of this.tables.flatMap(({ keys }) => keys)) this.#rows.build(key)
  }

  #standing(): Change[] {
    return standing(this.tables, (table) => this.rowsOf(table), this.#deletions)
  }

  #write(change: Change): void {
    this.atomically(() => {
      this.#pending?.undo.push(this.#undoOf(change))
      this.#pending?.changes.push(change)
      this.#apply(change)
    })
  }

  /** Definitions are changed alone and are checked before: there is nothing to undo. */
  #undoOf(change: Change): () => void {
    if (change.kind !== 'row' && change.kind !== 'gone') return () => {}
    const id = change.kind === 'row' ? change.row.id : change.id
    const before = this.find(change.table, id)
    const deletedBefore = this.#deletions.versionOf(change.table, id)
    return () =>
      this.#apply(
        before === undefined
          ? { kind: 'gone', table: change.table, id, version: deletedBefore }
          : { kind: 'row', table: change.table, row: before },
      )
  }

  #apply(change: Change): void {
    if (change.kind === 'tokens') {
      this.#version = Math.max(this.#version, change.from)
      this.#deletions.tokensFrom = change.from
      return
    }
    if (change.kind === 'table') {
      const code = 10_000 + this.tables.filter(({ isCustom }) => isCustom).length
      this.#tables.set(change.facts.table, addedTable(change.facts, code))
      return
    }
    const table = this.#tables.get(change.table)
    if (table === undefined) return
    switch (change.kind) {
      case 'row':
        this.#version = Math.max(this.#version, change.row.version)
        this.#deletions.remove(change.table, change.row.id)
        this.#rows.put(table, change.row)
        break
      case 'gone':
        this.#version = Math.max(this.#version, change.version ?? 0)
        this.#deletions.add(change.table, change.id, change.version)
        this.#rows.remove(table, change.id)
        break
      case 'column':
        this.#applyColumn(table, columnOf(change.facts, change.label))
        break
      case 'key':
        this.#applyKey(table, { name: change.name, columns: change.columns, status: 'Pending' })
        break
      case 'key-gone':
        this.#applyKeyGone(table, change.name)
    }
  }

  #applyColumn(table: TableDefinition, column: ColumnDefinition): void {
    table.columns.set(column.name, column)
    if (column.type === 'image') table.images.push(column)
    if (column.file !== undefined) linkAttachments(this.#tables, table.name)
  }

  #applyKey(table: TableDefinition, key: KeyDefinition): void {
    table.keys.push(key)
    this.#rows.addKey(table.name, key)
  }

  #applyKeyGone(table: TableDefinition, name: string): void {
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
