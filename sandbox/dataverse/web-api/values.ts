import { compareDecimals, plainDecimal } from '../decimal.ts'
import type { ColumnDefinition, TableDefinition } from '../definition.ts'
import type { Value } from '../row.ts'
import { edmTypeOf } from './edm.ts'
import { dayOf, isTooEarly, momentOf } from './moments.ts'
import { badPayload, outOfRange, Problem } from './problem.ts'

/** A number in a body as it was written, where a binary float would be written otherwise: `1.50`, `1e3`, twenty digits. */
interface NumberText {
  readonly number: string
}

/** JSON without loss: what `numberIn` takes stands where it has numbers. @throws {SyntaxError} */
export function parseBody(text: string): unknown {
  // To be asked about each value costs more than to parse all of them.
  if (!mayBeSpoilt.test(text)) return JSON.parse(text)
  return JSON.parse(text, function (this: unknown, _key: string, value: unknown, context?: { source?: string }) {
    const source = context?.source ?? String(value)
    return typeof value === 'number' && source !== String(value) ? ({ number: source } satisfies NumberText) : value
  } as (key: string, value: unknown) => unknown)
}

/** A number with an exponent, with a nought at the end of its fraction, very small, or of more digits than a binary float keeps. */
const mayBeSpoilt = /[:[,]\s*-?(?:[\d.]{16}|\d+(?:\.\d+)?[eE]|\d+\.\d*0(?!\d)|0\.000000)/

/** A number of a parsed body, exactly as it was written; nothing for what is none. */
export function numberIn(given: unknown): string | undefined {
  if (typeof given === 'number') return String(given)
  return typeof given === 'object' && given !== null && 'number' in given && typeof given.number === 'string'
    ? given.number
    : undefined
}

/** A value of a body as its column holds it. @throws {Problem} of another type, too long, out of range, no such option */
export function valueFromBody(table: TableDefinition, column: ColumnDefinition, given: unknown): Value {
  switch (column.type) {
    case 'text':
    case 'memo':
      return text(table, column, given)
    case 'yesNo':
      return typeof given === 'boolean' ? given : mismatch(table, given, 'Edm.Boolean')
    case 'whole':
      return whole(table, column, given)
    case 'choice':
    case 'state':
    case 'status':
      return option(table, column, given)
    case 'bigint':
    case 'decimal':
    case 'money':
    case 'double':
      return decimal(table, column, given)
    case 'date':
      return date(table, given, dayOf, 'Edm.Date')
    case 'dateTime':
      return date(table, given, momentOf, 'Edm.DateTimeOffset')
    case 'image':
      return typeof given === 'string' && isBase64(given) ? given : mismatch(table, given, 'Edm.Binary')
    default:
      return typeof given === 'string' && isGuid(given) ? given.toLowerCase() : mismatch(table, given, 'Edm.Guid')
  }
}

/** The values of a key as a new row takes them. @throws {Problem} one is too long for its column */
export function keyOfNewRow(table: TableDefinition, values: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  for (const [name, value] of Object.entries(values)) {
    const column = table.columns.get(name)
    if (column?.type === 'text') text(table, column, value)
  }
  // Dataverse keeps no empty text: such a row is never found by that key.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)
}

function text(table: TableDefinition, { name, length }: ColumnDefinition, given: unknown): string {
  if (typeof given !== 'string') return mismatch(table, given, 'Edm.String')
  if (given.length <= length) return given
  throw new Problem(
    400,
    '0x80044331',
    `A validation error occurred.  The length of the '${name}' attribute of the '${table.name}' entity exceeded the maximum allowed length of '${length}'.`,
  )
}

function whole(table: TableDefinition, column: ColumnDefinition, given: unknown): number {
  const text = numberIn(given) ?? ''
  if (!/^-?\d{1,11}$/.test(text)) return mismatch(table, given, 'Edm.Int32')
  const number = Number(text)
  if (Math.abs(number) > 2 ** 31) return mismatch(table, given, 'Edm.Int32')
  if (isWithin(text, column)) return number
  throw outOfRange('0x8004432F', table, column, text)
}

function option(table: TableDefinition, { name, options }: ColumnDefinition, given: unknown): number {
  const written = numberIn(given)
  if (written === undefined || !/^-?\d+$/.test(written)) return mismatch(table, given, 'Edm.Int32')
  const number = Number(written)
  if (options.has(number)) return number
  throw new Problem(
    400,
    '0x8004431A',
    `A validation error occurred. The value ${written} of '${name}' on record of type '${table.name}' is outside the valid range. Accepted Values: ${[...options.keys()].join(',')}`,
  )
}

function decimal(table: TableDefinition, column: ColumnDefinition, given: unknown): string {
  if (typeof given === 'string' && column.type !== 'double') {
    throw badPayload(
      table,
      `Cannot convert a value to target type '${edmTypeOf(column)}' because of conflict between input format string/number and parameter 'IEEE754Compatible' false/true.`,
    )
  }
  const written = numberIn(given)
  const plain = written === undefined ? undefined : plainDecimal(written)
  if (plain === undefined || (column.type === 'bigint' && plain.includes('.'))) return mismatch(table, given, edmTypeOf(column))
  if (isWithin(plain, column)) return plain
  throw outOfRange('0x80044330', table, column, plain)
}

function isWithin(number: string, { min, max }: ColumnDefinition): boolean {
  return (min === '' || compareDecimals(number, min) >= 0) && (max === '' || compareDecimals(number, max) <= 0)
}

function date(
  table: TableDefinition,
  given: unknown,
  read: (text: string) => string | undefined,
  type: 'Edm.Date' | 'Edm.DateTimeOffset',
): string {
  const found = typeof given === 'string' ? read(given) : undefined
  if (found === undefined) return mismatch(table, given, type)
  if (!isTooEarly(found)) return found
  throw new Problem(
    400,
    '0x80040239',
    `DateTime is less than minumum value supported by CrmDateTime. Actual value: ${given}, Minimum value supported: 01/01/1753 00:00:00`,
  )
}

function mismatch(table: TableDefinition, given: unknown, type: string): never {
  const shown = numberIn(given) ?? (typeof given === 'object' ? JSON.stringify(given) : String(given))
  throw badPayload(table, `Cannot convert the literal '${shown}' to the expected type '${type}'.`)
}
