import type { KeyDefinition, TableDefinition } from './definition.ts'
import { Definitions } from './definitions.ts'
import { Deletions } from './deletions.ts'
import { type Change, Journal, type RowChange } from './journal.ts'
import { messageSeeds } from './message-seeds.ts'
import type { Row, Value } from './row.ts'
import { Rows } from './rows.ts'
import { seeds } from './seeds.ts'
import { standing } from './standing.ts'
import { Transactions } from './transactions.ts'
import { Uploads } from './uploads.ts'

/** One environment: its tables, its rows, its alternate keys. Every change stands in the journal before it is answered. */
export class Environment {
  readonly #journal: Journal
  readonly #rows = new Rows()
  readonly #deletions = new Deletions()
  #version = 1_000_000
  #isClosed = false
  readonly transactions: Transactions
  readonly definitions = new Definitions(this.#rows, (change) => this.#write(change))
  /** Files that come in chunks, each known by where it begins. */
  readonly chunkUploads = new Uploads<number>()
  /** Files that come in blocks, each known by the id its sender gave it. */
  readonly blockUploads = new Uploads<string>()

  static open(folder: string): Environment {
    const environment = new Environment(new Journal(folder))
    environment.#load()
    return environment
  }

  private constructor(journal: Journal) {
    this.#journal = journal
    this.transactions = new Transactions(journal)
  }

  get tables(): TableDefinition[] {
    return this.definitions.tables
  }

  table(name: string): TableDefinition | undefined {
    return this.definitions.table(name)
  }

  /** The table of an entity set name; names are case-sensitive. */
  tableOf(set: string): TableDefinition | undefined {
    return this.definitions.tableOf(set)
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

  /** The one that was created first. */
  firstOf(table: string): Row | undefined {
    return this.#rows.firstOf(table)
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
    this.#isClosed = true
    this.#journal.close()
  }

  /** Nothing is done in it any more. */
  get isClosed(): boolean {
    return this.#isClosed
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
    this.transactions.atomically(() => {
      this.transactions.add(change, this.#undoOf(change))
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
    switch (change.kind) {
      case 'row':
      case 'gone':
        this.#applyToRows(change)
        break
      case 'tokens':
        this.#version = Math.max(this.#version, change.from)
        this.#deletions.tokensFrom = change.from
        break
      case 'table-gone':
        this.#deletions.removeTable(change.table)
        this.definitions.apply(change)
        break
      default:
        this.definitions.apply(change)
    }
  }

  #applyToRows(change: RowChange): void {
    const table = this.table(change.table)
    if (table === undefined) return
    if (change.kind === 'row') {
      this.#version = Math.max(this.#version, change.row.version)
      this.#deletions.remove(change.table, change.row.id)
      this.#rows.put(table, change.row)
    } else {
      this.#version = Math.max(this.#version, change.version ?? 0)
      this.#deletions.add(change.table, change.id, change.version)
      this.#rows.remove(table, change.id)
    }
  }
}
