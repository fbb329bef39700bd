import { isLink, type Value } from '../../row.ts'
import { compareValues } from '../compare.ts'
import { ofOrders, wrongFlag } from './problems.ts'
import { type Joined, type JoinedColumn, joinedColumn, type Scope, sourceNamed } from './source.ts'
import { childrenOf, isSet } from './xml-element.ts'

export interface Order extends JoinedColumn {
  readonly sign: 1 | -1
}

/** Those of the entity come before those of link-entities (Microsoft: "Order rows using FetchXml"). @throws {Problem} */
export function readOrders(scope: Scope): Order[] {
  return scope.sources.flatMap((source) =>
    childrenOf(source.element, 'order').map((element) => {
      const { attribute, alias, entityname } = element.attributes
      if (alias !== undefined) throw ofOrders.alias()
      if (attribute === undefined) throw ofOrders.noAttribute()
      const sign = isSet(element, 'descending', wrongFlag('0x80041119')) ? -1 : 1
      return { ...joinedColumn(sourceNamed(scope, source, entityname), attribute), sign }
    }),
  )
}

/** Lookups are ordered by the name of what they lead to, choices by their labels unless `isRaw`; what is empty comes first. */
export function orderedRows(scope: Scope, rows: readonly Joined[], orders: readonly Order[], isRaw: boolean): Joined[] {
  return rows.toSorted((left, right) => {
    for (const order of orders) {
      const difference = compareIn(scope, order, isRaw, order.read(left), order.read(right))
      if (difference !== 0) return order.sign * difference
    }
    return 0
  })
}

function compareIn(scope: Scope, { column }: Order, isRaw: boolean, left: Value | undefined, right: Value | undefined): number {
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined)
  if (column.type === 'lookup') return compareValues({ type: 'text' }, nameOf(scope, left), nameOf(scope, right))
  if (isRaw || !['choice', 'state', 'status'].includes(column.type)) return compareValues(column, left, right)
  const label = (value: Value) => column.options.get(Number(value)) ?? ''
  return compareValues({ type: 'text' }, label(left), label(right))
}

function nameOf({ environment }: Scope, value: Value): Value {
  if (!isLink(value)) return value
  const name = environment.table(value.table)?.primaryName ?? ''
  return environment.find(value.table, value.id)?.values[name] ?? ''
}
