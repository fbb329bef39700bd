import type { ColumnDefinition } from '../definition.ts'
import type { Value } from '../row.ts'
import { compareValues } from './compare.ts'
import { spanOf } from './moment-spans.ts'
import { own } from './own.ts'
import { badUrl, notSupported } from './problem.ts'

/** What a query function is given besides its column: values of that column, and a number. */
interface Arguments {
  readonly column: ColumnDefinition
  /** As they were written, without quotes. */
  readonly values: readonly string[]
  /** One of them as its column holds it. @throws {Problem} */
  read(literal: string): Value
}

/**
 * `Microsoft.Dynamics.CRM.<name>` of a `$filter`: whether it holds of a value (Microsoft: "Query functions"). @throws {Problem}
 * the sandbox has no such function
 */
export function queryFunction(name: string, given: Arguments): (value: Value | undefined) => boolean {
  const { column, values, read } = given
  const compared = own(comparisons, name)
  if (compared !== undefined) {
    const wanted = values.map(read)
    if (wanted.length < compared.least) throw badUrl(`The function '${name}' needs ${compared.least} values.`)
    return (value) => compared.holds(value === undefined ? undefined : wanted.map((one) => compareValues(column, value, one)))
  }
  const span = spanOf(name, values[0], nextSecond())
  if (span === undefined || !['date', 'dateTime'].includes(column.type))
    throw notSupported(`Microsoft.Dynamics.CRM.${name} in a $filter`)
  const [from, until] = span.map((date) => date?.toISOString().slice(0, column.type === 'date' ? 10 : 19))
  return (value) =>
    value !== undefined && (from === undefined || String(value) >= from) && (until === undefined || String(value) < until)
}

/** Moments have no fraction of a second: what happened in this one counts as past. */
function nextSecond(): Date {
  return new Date(Date.now() + 1000)
}

/** `differences`: between the row's value and each that was given; nothing when the row has none. */
const comparisons: Record<string, { least: number; holds(differences: readonly number[] | undefined): boolean }> = {
  In: { least: 0, holds: (differences) => differences?.includes(0) ?? false },
  NotIn: { least: 0, holds: (differences) => !differences?.includes(0) },
  Between: { least: 2, holds: (found) => found !== undefined && isBetween(found) },
  NotBetween: { least: 2, holds: (found) => found !== undefined && !isBetween(found) },
}

function isBetween([low = 0, high = 0]: readonly number[]): boolean {
  return low >= 0 && high <= 0
}
