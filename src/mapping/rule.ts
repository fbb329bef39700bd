import type { Reading } from './reading.ts'

/**
 * How one column gets its value. A rule is a value, not code at large: its sources and its description are there to be
 * shown, checked and documented, and reading it touches nothing but the document in hand.
 */
export interface Rule<T> {
  readonly kind: string
  /** For people, e.g. `first of NAME1, SORTL`. */
  readonly description: string
  /** Every path it may read. */
  readonly sources: readonly string[]
  /** The paths its value stands at, without those that only tell whether it counts; the same as `sources` when not said. */
  readonly values?: readonly string[]
  /** Every value mapping it needs. */
  readonly lists: readonly string[]
  /**
   * The value and where it came from; `null` as a value when the sender says there is none (a date `00000000`); nothing
   * when the document says nothing about it: then the column is left as it is. @throws {Rejected} the value is no such value
   */
  read(reading: Reading): Read<T> | undefined
  /** How many characters its text may have, as far as that is known before any document; 0 when it is not. */
  longest?(lengths: Lengths): number
}

/** How long texts may be, by what a check knows; 0 of what it does not know. */
export interface Lengths {
  ofField(path: string): number
  /** The longest value of a value mapping. */
  ofList(list: string): number
  ofObjectKey(): number
}

export interface Read<T> {
  readonly value: T | null
  /** The field it was read from, e.g. `E1KNA1M/NAME1`; a word in brackets when it comes from no field. */
  readonly source: string
}

/** Of several rules whose text is one or the other. */
export function longestOf(rules: readonly Rule<unknown>[], lengths: Lengths): number {
  return Math.max(0, ...rules.map((rule) => rule.longest?.(lengths) ?? 0))
}

/** A rule made of others reads what they read. */
export function combined(parts: readonly Rule<unknown>[]): Required<Pick<Rule<unknown>, 'sources' | 'values' | 'lists'>> {
  return {
    sources: parts.flatMap((part) => part.sources),
    values: parts.flatMap((part) => part.values ?? part.sources),
    lists: parts.flatMap((part) => part.lists),
  }
}
