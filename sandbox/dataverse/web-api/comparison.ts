import type { ColumnDefinition } from '../definition.ts'
import type { Row, Value } from '../row.ts'
import { compareValues } from './compare.ts'
import { edmTypeOf } from './edm.ts'
import { edmTypeOfLiteral, withoutSuffix } from './edm-of-literal.ts'
import { literalOf } from './literal.ts'
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

interface Operator {
  /** What the OData library calls it. */
  readonly kind: string
  /** By the sign of the difference. */
  holds(difference: number): boolean
}

export const operators: Record<string, Operator> = {
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

/** A column with a literal: on its right side, or on its left (`isFirst`). @throws {Problem} they do not go together */
export function comparesLiteral(operand: Operand, operator: Operator, literal: string, isFirst = false): Filter {
  const { column, read } = operand
  const wanted = typed(column, literal, operator.kind, isFirst)
  const only = operator.kind === 'Equal' ? onlyOf(operand, [wanted]) : undefined
  return {
    holds(row) {
      const value = read(row)
      // What is empty differs from everything and is neither greater nor less.
      if (value === undefined) return operator.kind === 'NotEqual'
      const difference = compareValues(column, value, wanted)
      return operator.holds(isFirst ? -difference : difference)
    },
    ...(only === undefined ? {} : { only }),
  }
}

/** A column with `null`. */
export function comparesNull({ read }: Operand, { kind }: Operator): Filter {
  return { holds: (row) => (read(row) === undefined) === (kind === 'Equal') }
}

/** What an index can answer without looking at every row. */
export function onlyOf({ column, isOwn }: Operand, values: readonly Value[]): Only | undefined {
  const isId = column.type === 'id'
  return isOwn && (isId || ['text', 'lookup'].includes(column.type)) ? { column: column.name, isId, values } : undefined
}

/** A literal as the column holds it. @throws {Problem} */
function typed(column: ColumnDefinition, literal: string, kind: string, isFirst = false): Value {
  const value = literalOf(column, withoutSuffix(literal))
  if (value !== undefined) return value
  const types = [edmTypeOf(column), String(edmTypeOfLiteral(literal))]
  throw incompatible(isFirst ? types.reverse() : types, kind)
}

/** `types`: of the left and of the right side. */
export function incompatible([left, right]: readonly string[], kind: string): Error {
  return badUrl(
    `A binary operator with incompatible types was detected. Found operand types '${left}' and '${right}' for operator kind '${kind}'.`,
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
