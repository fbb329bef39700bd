import { Rejected } from '../message/errors.ts'
import type { Column } from '../message/table.ts'
import type { ColumnValue, Decimal } from '../message/write.ts'
import { cut } from './cut.ts'
import type { Reading } from './reading.ts'
import { compareDecimals } from './sap-number.ts'

interface Place {
  readonly name: string
  readonly column: Column
  readonly source: string
  readonly reading: Reading
}

/**
 * The value as its column can hold it: text is cut to the column's length, with a warning; the name of an option becomes its
 * number. @throws {Rejected} a number out of range, an option the column does not have
 */
export function fit(value: ColumnValue, place: Place): ColumnValue {
  const { column } = place
  if (value === null) return null
  if (column.kind === 'text') return fitText(String(value), column.length, place)
  if (column.kind === 'choice') return option(String(value), column.options, place)
  if (column.kind === 'whole' && typeof value === 'number' && (value < column.min || value > column.max)) {
    return outOfRange(String(value), column, place)
  }
  if (column.kind === 'decimal' && isDecimal(value) && isOutside(value, column)) return outOfRange(value.decimal, column, place)
  return value
}

/** Characters that XML 1.1 and flat files can carry and Dynamics 365 refuses are taken out; line ends and tabs stay. */
function fitText(value: string, length: number, { name, source, reading }: Place): string {
  const text = value.replace(unwanted, '')
  if (text.length <= length) return text
  reading.warn(`${name} holds ${length} characters; '${text}' (${source}) was cut`)
  return cut(text, length)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

function option(value: string, options: Readonly<Record<string, number>>, { name, source, reading }: Place): number {
  const number = Object.hasOwn(options, value) ? options[value] : undefined
  if (number !== undefined) return number
  throw new Rejected(
    `'${value}' for ${reading.businessKey} (from ${source}) is no option of ${name}, which has ${Object.keys(options).join(', ')}; correct the value mapping and restart the message`,
  )
}

function isDecimal(value: ColumnValue): value is Decimal {
  return typeof value === 'object' && value !== null && 'decimal' in value
}

function isOutside({ decimal }: Decimal, { min, max }: { min: string; max: string }): boolean {
  return compareDecimals(decimal, min) < 0 || compareDecimals(decimal, max) > 0
}

function outOfRange(value: string, { min, max }: { min: unknown; max: unknown }, { name, source, reading }: Place): never {
  throw new Rejected(
    `${source} of ${reading.businessKey} is ${value}; ${name} takes ${min} to ${max}; correct it in SAP and send it again`,
  )
}
