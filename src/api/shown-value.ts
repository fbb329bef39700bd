import { isReference } from '../message/exact-json.ts'
import type { ColumnValue } from '../message/write.ts'

/** A value as the API shows it: a decimal as exact text, a reference as its table and key. */
export function shownValue(
  value: ColumnValue,
): string | number | boolean | null | { table: string; key: Readonly<Record<string, string>> } {
  if (isReference(value)) return { table: value.table.name, key: value.key }
  return typeof value === 'object' && value !== null ? value.decimal : value
}
