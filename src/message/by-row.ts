import { rowKeyText } from './row-key.ts'

/** Which row something is about. */
export interface RowName {
  readonly table: string
  readonly key: Readonly<Record<string, string>>
}

/** Things found by the row they are about, each in no more time the more there are: an invoice may have a thousand lines. */
export class ByRow<T> {
  readonly #found = new Map<string, T>()

  /** Of several that are about one row the first counts. */
  constructor(all: readonly T[], rowOf: (one: T) => RowName) {
    for (const one of all) {
      const name = rowName(rowOf(one))
      if (!this.#found.has(name)) this.#found.set(name, one)
    }
  }

  find(row: RowName): T | undefined {
    return this.#found.get(rowName(row))
  }
}

/** A row as one text, e.g. `account {"accountnumber":"0000004711"}`. */
export function rowName({ table, key }: RowName): string {
  return `${table} ${rowKeyText(key)}`
}

/** The same of what has its table at hand, as a write or a reference. */
export function nameOfRow({ table, key }: { readonly table: { readonly name: string }; readonly key: RowName['key'] }): string {
  return rowName({ table: table.name, key })
}
