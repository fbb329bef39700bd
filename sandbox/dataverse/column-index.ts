import { isLink, type Row, type Value } from './row.ts'

/** Finds the rows of a table by the value of one column: text without regard to case, lookups by what they lead to. */
export class ColumnIndex {
  readonly #column: string
  readonly #ids = new Map<string, Set<string>>()

  constructor(column: string, rows: Iterable<Row>) {
    this.#column = column
    for (const row of rows) this.change(row.id, undefined, row)
  }

  find(value: Value): ReadonlySet<string> {
    return this.#ids.get(textOf(value)) ?? none
  }

  change(id: string, before: Row | undefined, after: Row | undefined): void {
    const [old, now] = [before?.values[this.#column], after?.values[this.#column]]
    if (old !== undefined && now !== undefined && textOf(old) === textOf(now)) return
    if (old !== undefined) this.#ids.get(textOf(old))?.delete(id)
    if (now === undefined) return
    const ids = this.#ids.get(textOf(now)) ?? new Set()
    this.#ids.set(textOf(now), ids.add(id))
  }
}

const none: ReadonlySet<string> = new Set()

function textOf(value: Value): string {
  return isLink(value) ? value.id : String(value).toLowerCase()
}
