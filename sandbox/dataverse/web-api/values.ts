import type { ColumnDefinition, TableDefinition } from '../definition.ts'
import type { Value } from '../row.ts'
import { badPayload, Problem } from './problem.ts'

/** A number in a body, exactly as it was written: binary floats would spoil it. */
export interface NumberText {
  readonly number: string
}

/** JSON with its numbers as text. @throws {SyntaxError} */
export function parseBody(text: string): unknown {
  return JSON.parse(text, function (this: unknown, _key: string, value: unknown, context?: { source?: string }) {
    return typeof value === 'number' ? ({ number: context?.source ?? String(value) } satisfies NumberText) : value
  } as (key: string, value: unknown) => unknown)
}

/** A value of a body as its column holds it. @throws {Problem} of another type, too long, out of range, no such option */
export function valueFromBody(table: TableDefinition, column: ColumnDefinition, given: unknown): Value {
  switch (column.type) {
    case 'text':
      return text(table, column, given)
    case 'yesNo':
      return typeof given === 'boolean' ? given : mismatch(table, given, 'Edm.Boolean')
    case 'whole':
      return whole(table, column, given)
    case 'choice':
    case 'state':
    case 'status':
      return option(table, column, given)
    case 'decimal':
    case 'money':
    case 'double':
      return decimal(table, column, given)
    case 'date':
      return matching(table, given, /^\d{4}-\d\d-\d\d$/, 'Edm.Date')
    case 'dateTime':
      return matching(table, given, /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/, 'Edm.DateTimeOffset')
    default:
      return matching(table, given, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'Edm.Guid').toLowerCase()
  }
}

/** A literal of an address or a filter: quoted text, or a bare word. */
export function valueFromLiteral(literal: string): Value {
  if (literal.startsWith("'")) return literal.slice(1, -1).replaceAll("''", "'")
  if (literal === 'true' || literal === 'false') return literal === 'true'
  return /^-?\d+$/.test(literal) ? Number(literal) : literal
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

function whole(table: TableDefinition, { name, min, max }: ColumnDefinition, given: unknown): number {
  if (!isNumber(given)) return mismatch(table, given, 'Edm.Int32')
  if (!/^-?\d+$/.test(given.number)) return mismatch(table, given.number, 'Edm.Int32')
  const number = Number(given.number)
  if (number >= Number(min) && number <= Number(max)) return number
  throw new Problem(
    400,
    '0x8004432f',
    `A validation error occurred. The value of '${name}' on record of type '${table.name}' is outside the valid range. Value: ${number}, Minimum: ${min}, Maximum: ${max}.`,
  )
}

function option(table: TableDefinition, { name, options }: ColumnDefinition, given: unknown): number {
  if (!isNumber(given)) return mismatch(table, given, 'Edm.Int32')
  const number = Number(given.number)
  if (options.has(number)) return number
  throw new Problem(
    400,
    '0x8004431a',
    `A validation error occurred. The value ${given.number} of '${name}' on record of type '${table.name}' is outside the valid range. Accepted Values: ${[...options.keys()].join(',')}`,
  )
}

function decimal(table: TableDefinition, { name, min, max }: ColumnDefinition, given: unknown): string {
  if (!isNumber(given)) {
    if (typeof given !== 'string') return mismatch(table, given, 'Edm.Decimal')
    throw badPayload(
      table,
      "Cannot convert a value to target type 'Edm.Decimal' because of conflict between input format string/number and parameter 'IEEE754Compatible' false/true.",
    )
  }
  // For the range a float is exact enough: no limit lies within its error.
  const number = Number(given.number)
  if ((min === '' || number >= Number(min)) && (max === '' || number <= Number(max))) return given.number
  throw new Problem(
    400,
    '0x80044330',
    `A validation error occurred. The value of '${name}' on record of type '${table.name}' is outside the valid range. Value: ${given.number}, Minimum: ${min}, Maximum: ${max}.`,
  )
}

function matching(table: TableDefinition, given: unknown, form: RegExp, type: string): string {
  return typeof given === 'string' && form.test(given) ? given : mismatch(table, given, type)
}

function mismatch(table: TableDefinition, given: unknown, type: string): never {
  const shown = isNumber(given) ? given.number : String(given)
  throw badPayload(table, `Cannot convert the literal '${shown}' to the expected type '${type}'.`)
}

function isNumber(given: unknown): given is NumberText {
  return typeof given === 'object' && given !== null && 'number' in given
}
