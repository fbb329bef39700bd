import { quotient, sum } from '../decimal.ts'
import type { ColumnDefinition, TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row, Value } from '../row.ts'
import { annotationsOf } from './annotations.ts'
import { compareValues } from './compare.ts'
import { shownValue } from './shown.ts'
import type { Wants } from './wanted-annotations.ts'

/** What rows are grouped by, or what is reckoned of them. */
export interface Part<T> {
  /** What it is called in the answer. */
  readonly name: string
  readonly table: TableDefinition
  readonly column: ColumnDefinition
  read(item: T): Value | undefined
  /** Where the value is from. */
  rowOf(item: T): Row | undefined
}

export interface Measure<T> extends Part<T> {
  readonly how: How
  /** Equal values count once. */
  readonly isDistinct: boolean
}

/** `count`: rows; `countcolumn`: values. */
export type How = 'count' | 'countcolumn' | 'sum' | 'avg' | 'min' | 'max'

/** A group of rows: its values, in the order of the parts. */
export interface Summary {
  readonly values: readonly (Value | undefined)[]
  readonly shown: Record<string, unknown>
}

/** Whether a column can be reckoned with so. */
export function fits(how: How, { type }: ColumnDefinition): boolean {
  const isNumber = ['whole', 'bigint', 'decimal', 'money', 'double'].includes(type)
  if (how === 'sum' || how === 'avg') return isNumber
  return how === 'count' || how === 'countcolumn' || isNumber || type === 'date' || type === 'dateTime'
}

/** No query reckons with more rows (Microsoft: "Aggregate data using FetchXml", limitations). */
export const mostAggregated = 50_000

/**
 * Groups of rows, ordered by what they are grouped by, with what is reckoned of each; without groups all rows are one, also when
 * there are none. What is empty counts for nothing and is not shown.
 */
export function summaries<T>(
  environment: Environment,
  items: readonly T[],
  { groups, measures, wants }: { groups: readonly Part<T>[]; measures: readonly Measure<T>[]; wants: Wants | undefined },
): Summary[] {
  return grouped(items, groups).map((group) => {
    const parts = [
      ...groups.map((part) => ({ part, column: part.column, value: group[0] && part.read(group[0]), show: shownValue })),
      ...measures.map((part) => ({ part, column: resultOf(part), value: reckoned(part, group), show: shownBy(part) })),
    ]
    const shown: Record<string, unknown> = {}
    for (const { part, column, value, show } of parts) {
      if (value === undefined) continue
      const { name, table } = part
      shown[name] = show(column, value)
      if (wants === undefined) continue
      const row = group.map((item) => part.rowOf(item)).find((one) => one !== undefined) ?? nowhere
      const isWanted: Wants = (annotation) => wants(annotation) && isOfAlias(annotation)
      Object.assign(shown, annotationsOf(environment, { table, row, column, name, value, wants: isWanted }))
    }
    return { values: parts.map(({ value }) => value), shown }
  })
}

const nowhere: Row = { id: '', version: 0, values: {} }

/** A value under a name of its own belongs to no navigation property. */
export function isOfAlias(annotation: string): boolean {
  return annotation !== 'Microsoft.Dynamics.CRM.associatednavigationproperty'
}

/** A whole number that is no column's, e.g. a count. */
export const wholeNumber: ColumnDefinition = {
  name: '',
  type: 'whole',
  length: 0,
  min: '',
  max: '',
  options: new Map(),
  stateOf: new Map(),
  targets: [],
  required: '',
  writable: 'never',
  isSecret: false,
}

function grouped<T>(items: readonly T[], groups: readonly Part<T>[]): (readonly T[])[] {
  if (groups.length === 0) return [items]
  const found = new Map<string, T[]>()
  for (const item of items) {
    const key = JSON.stringify(groups.map(({ read }) => textOf(read(item))))
    const group = found.get(key)
    if (group === undefined) found.set(key, [item])
    else group.push(item)
  }
  return [...found.values()].sort(([left], [right]) => {
    if (left === undefined || right === undefined) return 0
    return groups.map(({ column, read }) => compareOptional(column, read(left), read(right))).find((sign) => sign !== 0) ?? 0
  })
}

/** What is empty comes first. */
export function compareOptional(
  column: Pick<ColumnDefinition, 'type'>,
  left: Value | undefined,
  right: Value | undefined,
): number {
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined)
  return compareValues(column, left, right)
}

function textOf(value: Value | undefined): string | null {
  if (value === undefined) return null
  return (typeof value === 'object' ? value.id : String(value)).toLowerCase()
}

function resultOf<T>({ how, column }: Measure<T>): ColumnDefinition {
  return how === 'count' || how === 'countcolumn' ? wholeNumber : column
}

function reckoned<T>({ how, column, isDistinct, read }: Measure<T>, items: readonly T[]): Value | undefined {
  if (how === 'count') return items.length
  const all = items.map((item) => read(item)).filter((value) => value !== undefined)
  const values = isDistinct ? [...new Map(all.map((value) => [textOf(value), value])).values()] : all
  if (how === 'countcolumn') return values.length
  if (how === 'sum') return numberOf(column, sum(...values.map(String)))
  if (values.length === 0) return undefined
  if (how === 'avg') return numberOf(column, quotient(sum(...values.map(String)), values.length, placesOf(column)))
  return values.reduce((best, value) => (compareValues(column, value, best) < 0 === (how === 'min') ? value : best))
}

/** Whole numbers have a whole average, as in SQL. */
function placesOf({ type }: ColumnDefinition): number {
  return type === 'whole' || type === 'bigint' ? 0 : 10
}

function numberOf({ type }: ColumnDefinition, text: string): Value {
  return type === 'whole' ? Number(text) : text
}

/** Sums and averages of amounts have nine places (Microsoft: "Aggregate data using OData"). */
function shownBy<T>({ how }: Measure<T>): typeof shownValue {
  if (how !== 'sum' && how !== 'avg') return shownValue
  return (column, value) =>
    column.type === 'money' && value !== undefined
      ? shownValue({ ...column, type: 'decimal' }, quotient(String(value), 1, 9))
      : shownValue(column, value)
}
