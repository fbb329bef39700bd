import { difference, placesOf, sum } from './decimal.ts'

/** The sum of numbers that come and go, with as many places as the longest of those that are there. */
export class RunningSum {
  /** By places: so those that went leave no zeros behind. */
  readonly #parts = new Map<number, { readonly count: number; readonly total: string }>()

  get text(): string {
    return sum(...[...this.#parts.values()].map(({ total }) => total))
  }

  add(number: string): void {
    const { count, total } = this.#partOf(number)
    this.#parts.set(placesOf(number), { count: count + 1, total: sum(total, number) })
  }

  /** One that was added. */
  remove(number: string): void {
    const { count, total } = this.#partOf(number)
    if (count > 1) this.#parts.set(placesOf(number), { count: count - 1, total: difference(total, number) })
    else this.#parts.delete(placesOf(number))
  }

  #partOf(number: string) {
    return this.#parts.get(placesOf(number)) ?? { count: 0, total: '0' }
  }
}
