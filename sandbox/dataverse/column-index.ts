import { comparable } from './comparable.ts'
import type { Row, Value } from './row.ts'

/** Finds the rows of a table by the value of one column: text without regard to case, lookups by what they lead to. */
export class ColumnIndex {
  readonly #column: string
  readonly #ids = new Map<string, Set<string>>()

  constructor(column: string, rows: Iterable<Row>) {
    this.#column = column
    for (const row of rows) this.change(row.id, undefined, row)
  }

  find(value: Value): ReadonlySet<string> {
    return this.#ids.get(comparable(value)) ?? none
  }

  change(id: string, before: Row | undefined, after: Row | undefined): void {
    const [old, now] = [before?.values[this.#column], after?.values[this.#column]]
    if (old !== undefined && now !== undefined && comparable(old) === comparable(now)) return
    if (old !== undefined) this.#ids.get(comparable(old))?.delete(id)
    if (now === undefined) return
    const ids = this.#ids.get(comparable(now)) ?? new Set()
    this.#ids.set(comparable(now), ids.add(id))
  }
}

const none: ReadonlySet<string> = new Set()
