import { comparable } from './comparable.ts'
import type { Row, Value } from './row.ts'
import { RunningSum } from './running-sum.ts'

/** Sums up a column of numbers, for each value of another column; kept up as rows come, change and go. */
export class ColumnSums {
  readonly #column: string
  readonly #by: string
  readonly #sums = new Map<string, RunningSum>()

  constructor(column: string, by: string, rows: Iterable<Row>) {
    this.#column = column
    this.#by = by
    for (const row of rows) this.change(undefined, row)
  }

  /** Rows without a number count for nothing. */
  of(value: Value): string {
    return this.#sums.get(comparable(value))?.text ?? '0'
  }

  change(before: Row | undefined, after: Row | undefined): void {
    const [old, now] = [this.#placeOf(before), this.#placeOf(after)]
    if (old !== undefined) this.#sums.get(old.at)?.remove(old.number)
    if (now === undefined) return
    const sum = this.#sums.get(now.at) ?? new RunningSum()
    this.#sums.set(now.at, sum)
    sum.add(now.number)
  }

  #placeOf(row: Row | undefined): { at: string; number: string } | undefined {
    const [by, number] = [row?.values[this.#by], row?.values[this.#column]]
    return by === undefined || number === undefined ? undefined : { at: comparable(by), number: String(number) }
  }
}
