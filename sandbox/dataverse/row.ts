/** A reference to a row. */
export interface Link {
  readonly table: string
  readonly id: string
}

/** Text, GUID, date: text. Decimal and money: exact text. Whole number and choice: number. Nothing: the key is missing. */
export type Value = string | number | boolean | Link

export interface Row {
  readonly id: string
  /** Grows with every change in the environment. */
  readonly version: number
  readonly values: Readonly<Record<string, Value>>
}

export function isLink(value: Value | undefined): value is Link {
  return typeof value === 'object'
}
