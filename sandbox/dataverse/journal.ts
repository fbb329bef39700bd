import { join } from 'node:path'
import { LineFile } from '../line-file.ts'
import type { ColumnFacts } from './column-facts.ts'
import type { AddedTable, RelationFacts } from './read-definitions.ts'
import type { Row } from './row.ts'

/** Everything that changes an environment. */
export type Change =
  | RowChange
  | DefinitionChange
  /** Delta tokens of an earlier version are good for nothing. */
  | { readonly kind: 'tokens'; readonly from: number }

export type RowChange =
  | { readonly kind: 'row'; readonly table: string; readonly row: Row }
  | { readonly kind: 'gone'; readonly table: string; readonly id: string; readonly version?: number | undefined }

export type DefinitionChange =
  | { readonly kind: 'table'; readonly facts: AddedTable }
  | { readonly kind: 'table-gone'; readonly table: string }
  | { readonly kind: 'relation'; readonly facts: RelationFacts }
  | { readonly kind: 'column'; readonly table: string; readonly facts: ColumnFacts; readonly label: string }
  | { readonly kind: 'column-gone'; readonly table: string; readonly name: string }
  | {
      readonly kind: 'key'
      readonly table: string
      readonly name: string
      readonly schemaName?: string | undefined
      readonly columns: readonly string[]
    }
  | { readonly kind: 'key-gone'; readonly table: string; readonly name: string }

/**
 * A line for each request that changed something, written before anybody hears of it: a killed sandbox forgets nothing, and does nothing
 * by halves.
 */
export class Journal {
  readonly #lines: LineFile

  constructor(folder: string) {
    this.#lines = new LineFile(join(folder, 'rows.jsonl'))
  }

  read(): Change[] {
    return this.#lines.read().flatMap((line) => JSON.parse(line) as Change[])
  }

  append(changes: readonly Change[]): void {
    this.#lines.append(JSON.stringify(changes))
  }

  /** Puts these in place of everything there is. */
  replace(changes: readonly Change[]): void {
    this.#lines.replace(changes.map((change) => JSON.stringify([change])))
  }

  close(): void {
    this.#lines.close()
  }
}
