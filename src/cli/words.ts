import { isDecimal, isReference } from '../message/exact-json.ts'
import type { ColumnValue } from '../message/write.ts'

/** A time as the person at this terminal reads it, e.g. `2026-11-24 14:05:09`. */
export function localTime(iso: string): string {
  const time = new Date(iso)
  const two = (number: number) => String(number).padStart(2, '0')
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
}

/** `0000000000700001` as people say it: `700001`. */
export function shortNumber(idoc: string | undefined): string {
  return idoc?.replace(/^0+(?=\d)/, '') ?? ''
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}

/** Text of somebody else for one line of a terminal: no line ends, and nothing that would steer the terminal. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}

/** A column's value in one line. */
export function valueText(value: ColumnValue): string {
  if (value === null) return '(cleared)'
  if (isDecimal(value)) return value.decimal
  if (isReference(value)) {
    const key = Object.entries(value.key).map(([column, part]) => `${column} ${part}`)
    return `→ ${value.table.name} ${key.join(', ')}`
  }
  return oneLine(String(value).replaceAll('\n', '⏎'))
}
