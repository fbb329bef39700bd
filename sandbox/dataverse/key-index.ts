import { comparable } from './comparable.ts'
import type { KeyDefinition } from './definition.ts'
import type { Row, Value } from './row.ts'

type Values = Readonly<Record<string, Value>>

/** Finds rows by the values of an alternate key. Rows that lack one of them are not in it. */
export class KeyIndex {
  readonly table: string
  readonly #key: KeyDefinition
  readonly #ids = new Map<string, string>()

  constructor(table: string, key: KeyDefinition) {
    this.table = table
    this.#key = key
  }

  find(values: Values): string | undefined {
    const text = this.#textOf(values)
    return text === undefined ? undefined : this.#ids.get(text)
  }

  /** Takes all rows in anew; false when two have the same values. */
  build(rows: readonly Row[]): boolean {
    this.#ids.clear()
    for (const row of rows) {
      const text = this.#textOf(row.values)
      if (text === undefined) continue
      if (this.#ids.has(text)) return false
      this.#ids.set(text, row.id)
    }
    return true
  }

  change(id: string, before: Values | undefined, after: Values | undefined): void {
    if (before !== undefined && after !== undefined && this.#key.columns.every((column) => before[column] === after[column]))
      return
    const [old, now] = [before && this.#textOf(before), after && this.#textOf(after)]
    if (old !== undefined && this.#ids.get(old) === id) this.#ids.delete(old)
    if (now !== undefined) this.#ids.set(now, id)
  }

  clear(): void {
    this.#ids.clear()
  }

  #textOf(values: Values): string | undefined {
    const parts: string[] = []
    for (const column of this.#key.columns) {
      const value = values[column]
      if (value === undefined) return undefined
      parts.push(comparable(value))
    }
    return parts.length === 1 ? parts[0] : JSON.stringify(parts)
  }
}
