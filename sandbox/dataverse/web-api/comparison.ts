import type { ColumnDefinition } from '../definition.ts'
import type { Row, Value } from '../row.ts'
import { compareValues } from './compare.ts'
import { edmTypeOf } from './edm.ts'
import { edmTypeOfLiteral, literalOf } from './literal.ts'
import type { Operand } from './operand.ts'
import { badUrl } from './problem.ts'

export interface Filter {
  holds(row: Row): boolean
  /** Only rows with one of these values in a column of text, a lookup, or their id can match. */
  readonly only?: Only
}

export interface Only {
  readonly column: string
  readonly isId: boolean
  readonly values: readonly Value[]
}

/** `kind`: what the OData library calls it. `holds`: by the sign of the difference. */
export const operators: Record<string, { readonly kind: string; holds(difference: number): boolean }> = {
  eq: { kind: 'Equal', holds: (difference) => difference === 0 },
  ne: { kind: 'NotEqual', holds: (difference) => difference !== 0 },
  gt: { kind: 'GreaterThan', holds: (difference) => difference > 0 },
  ge: { kind: 'GreaterThanOrEqual', holds: (difference) => difference >= 0 },
  lt: { kind: 'LessThan', holds: (difference) => difference < 0 },
  le: { kind: 'LessThanOrEqual', holds: (difference) => difference <= 0 },
}

export function isOneOf(operand: Operand, literals: readonly string[]): Filter {
  const { column, read } = operand
  const wanted = literals.map((literal) => typed(column, literal, 'Equal'))
  const only = onlyOf(operand, wanted)
  return {
    holds(row) {
      const value = read(row)
      return value !== undefined && wanted.some((one) => compareValues(column, value, one) === 0)
    },
    ...(only === undefined ? {} : { only }),
  }
}

/** What an index can answer without looking at every row. */
export function onlyOf({ column, isOwn }: Operand, values: readonly Value[]): Only | undefined {
  const isId = column.type === 'id'
  return isOwn && (isId || ['text', 'lookup'].includes(column.type)) ? { column: column.name, isId, values } : undefined
}

/** A literal as the column holds it. @throws {Problem} */
export function typed(column: ColumnDefinition, literal: string, kind: string): Value {
  const value = literalOf(column, literal)
  if (value !== undefined) return value
  throw badUrl(
    `A binary operator with incompatible types was detected. Found operand types '${edmTypeOf(column)}' and '${edmTypeOfLiteral(literal)}' for operator kind '${kind}'.`,
  )
}

/** Two columns of one row; where one is empty they neither equal nor compare. */
export function comparesColumns(left: Operand, right: Operand, holds: (difference: number) => boolean): Filter {
  return {
    holds(row) {
      const [a, b] = [left.read(row), right.read(row)]
      return a !== undefined && b !== undefined && holds(compareValues(left.column, a, b))
    },
  }
}
