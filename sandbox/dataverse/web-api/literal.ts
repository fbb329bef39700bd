import { plainDecimal } from '../decimal.ts'
import type { ColumnDefinition } from '../definition.ts'
import type { Value } from '../row.ts'
import { dayOf, momentOf } from './moments.ts'
import { isGuid } from './values.ts'

/**
 * A literal of an address or a filter as its column would hold it: text is quoted, everything else stands bare. Gives
 * nothing when the column cannot hold such a thing.
 */
export function literalOf({ type }: Pick<ColumnDefinition, 'type'>, literal: string): Value | undefined {
  const quoted = unquoted(literal)
  switch (type) {
    case 'text':
    case 'memo':
      return quoted
    case 'yesNo':
      return literal === 'true' || literal === 'false' ? literal === 'true' : undefined
    case 'whole':
    case 'choice':
    case 'state':
    case 'status':
      return /^-?\d+$/.test(literal) ? Number(literal) : undefined
    case 'bigint':
    case 'decimal':
    case 'money':
    case 'double':
      return plainDecimal(literal)
    case 'date':
      return dayOf(literal) ?? momentOf(literal)?.slice(0, 10)
    case 'dateTime':
      return momentOf(literal)
    default:
      // The real service takes a GUID in quotes as well.
      return isGuid(quoted ?? literal) ? (quoted ?? literal).toLowerCase() : undefined
  }
}

/** The text within quotes; nothing when there are none. */
export function unquoted(literal: string): string | undefined {
  return /^'.*'$/s.test(literal) ? literal.slice(1, -1).replaceAll("''", "'") : undefined
}
