import type { TableDefinition } from '../definition.ts'
import type { Row, Value } from '../row.ts'
import { compareValues } from './compare.ts'
import { badUrl } from './problem.ts'
import { columnOfProperty, columnValue } from './shown.ts'

/** `$orderby`; what is empty comes first. @throws {Problem} */
export function sortRows(rows: readonly Row[], table: TableDefinition, orderby: string | null | undefined): readonly Row[] {
  if (orderby === null || orderby === undefined) return rows
  const order = orderby.split(',').map((part) => {
    const [property = '', direction = 'asc', ...more] = part.trim().split(/\s+/)
    if (!['asc', 'desc'].includes(direction) || more.length > 0) throw badUrl(`Syntax error near '${part}' in the $orderby.`)
    return { column: columnOfProperty(table, property), sign: direction === 'desc' ? -1 : 1 }
  })
  return rows.toSorted((left, right) => {
    for (const { column, sign } of order) {
      const [a, b] = [columnValue(table, left, column), columnValue(table, right, column)]
      const difference = a === undefined || b === undefined ? emptyFirst(a, b) : compareValues(column, a, b)
      if (difference !== 0) return sign * difference
    }
    return 0
  })
}

function emptyFirst(left: Value | undefined, right: Value | undefined): number {
  return Number(left !== undefined) - Number(right !== undefined)
}
