import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row, Value } from '../row.ts'
import { compareValues } from './compare.ts'
import { operandOf } from './operand.ts'
import { badUrl } from './problem.ts'

/** Rows as `$orderby` wants them: what is empty comes first; in order of creation when it wants nothing. @throws {Problem} */
export function ordered(
  environment: Environment,
  table: TableDefinition,
  rows: readonly Row[],
  orderby: string | null | undefined,
): readonly Row[] {
  if (orderby === null || orderby === undefined) return rows
  const order = orderby.split(',').map((part) => {
    const [property = '', direction = 'asc', ...more] = part.trim().split(/\s+/)
    if (!['asc', 'desc'].includes(direction) || more.length > 0)
      throw badUrl(`Syntax error at position ${orderby.indexOf(part) + part.length} in '${orderby}'.`)
    return { ...operandOf(environment, table, property), sign: direction === 'desc' ? -1 : 1 }
  })
  return rows.toSorted((left, right) => {
    for (const { column, read, sign } of order) {
      const [a, b] = [read(left), read(right)]
      const difference = a === undefined || b === undefined ? emptyFirst(a, b) : compareValues(column, a, b)
      if (difference !== 0) return sign * difference
    }
    return 0
  })
}

function emptyFirst(left: Value | undefined, right: Value | undefined): number {
  return Number(left !== undefined) - Number(right !== undefined)
}
