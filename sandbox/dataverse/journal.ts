import { closeSync, existsSync, openSync, readFileSync, renameSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { ColumnFacts } from './column-facts.ts'
import type { AddedTable } from './read-definitions.ts'
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
  | { readonly kind: 'column'; readonly table: string; readonly facts: ColumnFacts; readonly label: string }
  | { readonly kind: 'key'; readonly table: string; readonly name: string; readonly columns: readonly string[] }
  | { readonly kind: 'key-gone'; readonly table: string; readonly name: string }

/**
 * A file with a line for each request that changed something, written before anybody hears of it: a killed sandbox
 * forgets nothing, and does nothing by halves.
 */
export class Journal {
  readonly #path: string
  #file: number
  #isClosed = false

  constructor(folder: string) {
    this.#path = join(folder, 'rows.jsonl')
    cutHalfLine(this.#path)
    this.#file = openSync(this.#path, 'a', 0o600)
  }

  read(): Change[] {
    const lines = readFileSync(this.#path, 'utf8').split('\n')
    return lines.filter((line) => line !== '').flatMap((line) => JSON.parse(line) as Change[])
  }

  append(changes: readonly Change[]): void {
    writeSync(this.#file, `${JSON.stringify(changes)}\n`)
  }

  /** Puts these in place of everything there is. */
  replace(changes: readonly Change[]): void {
    writeFileSync(`${this.#path}.new`, changes.map((change) => `${JSON.stringify([change])}\n`).join(''), { mode: 0o600 })
    closeSync(this.#file)
    renameSync(`${this.#path}.new`, this.#path)
    this.#file = openSync(this.#path, 'a', 0o600)
  }

  /** Once is enough: the number of a closed file may be another file's by then. */
  close(): void {
    if (!this.#isClosed) closeSync(this.#file)
    this.#isClosed = true
  }
}

/** A line that was cut off when the sandbox was killed stands for a change that nobody was told of. */
function cutHalfLine(path: string): void {
  if (!existsSync(path)) return
  const bytes = readFileSync(path)
  const whole = bytes.lastIndexOf(10) + 1
  if (whole < bytes.length) truncateSync(path, whole)
}
