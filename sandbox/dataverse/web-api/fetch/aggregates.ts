import {
  compareOptional,
  fits,
  type How,
  type Measure,
  mostAggregated,
  type Part,
  type Summary,
  wholeNumber,
} from '../aggregate.ts'
import { notSupported } from '../problem.ts'
import { partOfDate } from './date-part.ts'
import { duplicateAlias, lacksAttribute, ofAggregates, wrongCount, wrongFlag } from './problems.ts'
import { type Joined, joinedColumn, type Scope, type Source } from './source.ts'
import { childrenOf, isSet, type XmlElement } from './xml-element.ts'

/** An aggregate query (Microsoft: "Aggregate data using FetchXml"). */
export interface Aggregates {
  readonly groups: readonly Part<Joined>[]
  readonly measures: readonly Measure<Joined>[]
  /** By the places of values in a summary. */
  readonly orders: readonly { readonly at: number; readonly column: Part<Joined>['column']; readonly sign: 1 | -1 }[]
}

/** @throws {Problem} a column that is neither grouped by nor reckoned with, or has no alias */
export function readAggregates(scope: Scope): Aggregates {
  const parts = scope.sources.flatMap((source) =>
    childrenOf(source.element, 'attribute').map((element) => readPart(source, element)),
  )
  if (new Set(parts.map(({ name }) => name)).size < parts.length) throw duplicateAlias()
  const measures = parts.filter((part): part is Measure<Joined> => 'how' in part)
  const groups = parts.filter((part) => !('how' in part))
  return { groups, measures, orders: readOrders(scope, [...groups, ...measures]) }
}

/** @throws {Problem} there are more than Dynamics 365 reckons with, or than the query allows */
export function mustBeFew(rows: readonly Joined[], { attributes: { aggregatelimit } }: XmlElement): void {
  if (aggregatelimit !== undefined && !/^0*[1-9]\d*$/.test(aggregatelimit)) throw wrongCount('aggregatelimit')
  if (rows.length > Math.min(Number(aggregatelimit ?? mostAggregated), mostAggregated)) throw ofAggregates.tooManyRows()
}

export function orderedSummaries(summaries: readonly Summary[], { orders }: Aggregates): Summary[] {
  return summaries.toSorted((left, right) => {
    for (const { at, column, sign } of orders) {
      const difference = compareOptional(column, left.values[at], right.values[at])
      if (difference !== 0) return sign * difference
    }
    return 0
  })
}

const functions: readonly How[] = ['count', 'countcolumn', 'sum', 'avg', 'min', 'max']

function readPart(source: Source, element: XmlElement): Part<Joined> | Measure<Joined> {
  const { name: attribute, alias, aggregate } = element.attributes
  if (attribute === undefined) throw lacksAttribute('name', 'attribute')
  const { column, read } = joinedColumn(source, attribute)
  const isGroup = isSet(element, 'groupby', wrongFlag('0x8004112e'))
  if (isGroup && aggregate !== undefined) throw ofAggregates.both()
  if (!isGroup && aggregate === undefined) throw ofAggregates.plainAttribute()
  if (alias === undefined || alias === '') throw ofAggregates.noAlias()
  const part = { name: alias, table: source.table, column, read, rowOf: (joined: Joined) => joined[source.index] }
  if (isGroup) return groupOf(part, element.attributes.dategrouping)
  const how = functions.find((one) => one === aggregate)
  if (how === undefined) throw ofAggregates.unknown()
  if (!fits(how, column)) throw ofAggregates.unfit(how, column)
  return { ...part, how, isDistinct: isSet(element, 'distinct', wrongFlag('0x80041115')) }
}

function groupOf(part: Part<Joined>, dateGrouping: string | undefined): Part<Joined> {
  if (dateGrouping === undefined) return part
  if (['fiscal-period', 'fiscal-year'].includes(dateGrouping)) throw notSupported(`dategrouping by ${dateGrouping}`)
  const partOf = partOfDate[dateGrouping]
  if (partOf === undefined || !['date', 'dateTime'].includes(part.column.type)) throw ofAggregates.dateGrouping()
  const read = (joined: Joined) => {
    const moment = part.read(joined)
    return moment === undefined ? undefined : partOf(new Date(String(moment)))
  }
  return { ...part, column: wholeNumber, read }
}

function readOrders({ sources }: Scope, parts: readonly Part<Joined>[]): Aggregates['orders'] {
  return sources.flatMap(({ element }) =>
    childrenOf(element, 'order').map((order) => {
      const { attribute, alias } = order.attributes
      if (attribute !== undefined) throw ofAggregates.orderByAttribute()
      const at = parts.findIndex(({ name }) => name === alias)
      const part = parts[at]
      if (part === undefined) throw ofAggregates.orderWithoutAlias()
      // What is counted is a number, whatever the column is.
      const isCount = 'how' in part && String(part.how).startsWith('count')
      const sign = isSet(order, 'descending', wrongFlag('0x80041119')) ? -1 : 1
      return { at, column: isCount ? wholeNumber : part.column, sign } as const
    }),
  )
}
