import { compareDecimals } from '../decimal.ts'
import type { ColumnDefinition } from '../definition.ts'
import { isLink, type Value } from '../row.ts'

/** Below 0, 0 or above 0. Text without regard to case, numbers exactly, rows by their id. */
export function compareValues({ type }: Pick<ColumnDefinition, 'type'>, left: Value, right: Value): number {
  const [a, b] = [plain(left), plain(right)]
  if (isNumeric(type)) return compareDecimals(a, b)
  return a < b ? -1 : a > b ? 1 : 0
}

function isNumeric(type: ColumnDefinition['type']): boolean {
  return ['whole', 'bigint', 'decimal', 'money', 'double', 'choice', 'state', 'status'].includes(type)
}

function plain(value: Value): string {
  return (isLink(value) ? value.id : String(value)).toLowerCase()
}
