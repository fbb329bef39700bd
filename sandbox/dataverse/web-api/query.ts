import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink, type Row, type Value } from '../row.ts'
import type { Address } from './address.ts'
import { expanded } from './expand.ts'
import { parseFilter } from './filter.ts'
import { badUrl } from './problem.ts'
import { baseOf, jsonReply, prefers, type Reply, type WebApiRequest } from './request.ts'
import { selectOf } from './respond.ts'
import { columnOfProperty, columnValue, shownRow } from './shown.ts'

/** GET of a table: `$select`, `$filter`, `$orderby`, `$top`, `$count`, `$expand`, pages (Microsoft: "Query data using the Web API"). */
export function queryRows(environment: Environment, request: WebApiRequest, { table, property }: Address): Reply {
  const { query } = request
  for (const name of query.keys()) {
    if (name.startsWith('$') && !known.includes(name)) throw badUrl(`The query parameter ${name} is not supported.`)
  }
  const filter = query.get('$filter')
  const matches = filter === null ? () => true : parseFilter(environment, table, filter)
  const found = sorted(environment.rowsOf(table.name).filter(matches), table, query.get('$orderby'))
  if (property === '$count') return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(found.length) }
  return page(environment, request, table, found)
}

const known = ['$select', '$filter', '$orderby', '$top', '$count', '$expand', '$skiptoken', '$apply']

function page(environment: Environment, request: WebApiRequest, table: TableDefinition, found: readonly Row[]): Reply {
  const { query } = request
  const size = Math.min(Number(prefers(request, 'odata.maxpagesize') ?? 5000) || 5000, 5000)
  const number = Number(/pagenumber="(\d+)"/.exec(query.get('$skiptoken') ?? '')?.[1] ?? 1)
  const top = query.get('$top')
  const all = top === null ? found : found.slice(0, Number(top))
  const rows = all.slice((number - 1) * size, number * size)
  const select = selectOf(query)
  const annotations = prefers(request, 'odata.include-annotations') !== undefined
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#${table.set}${select === undefined ? '' : `(${select.join(',')})`}`,
    ...(query.get('$count') === 'true' ? { '@odata.count': Math.min(found.length, 5000) } : {}),
    value: rows.map((row) => ({
      ...shownRow(environment, table, row, { select, annotations }),
      ...expanded(environment, request, table, row),
    })),
    ...(all.length > number * size ? { '@odata.nextLink': nextLink(request, table, number + 1) } : {}),
  })
}

function nextLink(request: WebApiRequest, table: TableDefinition, number: number): string {
  const query = new URLSearchParams(request.query)
  query.set('$skiptoken', `<cookie pagenumber="${number}" pagingcookie="" istracking="False" />`)
  return `${baseOf(request)}${table.set}?${query}`
}

function sorted(rows: Row[], table: TableDefinition, orderby: string | null): Row[] {
  if (orderby === null) return rows
  const order = orderby.split(',').map((part) => {
    const [property = '', direction = 'asc'] = part.trim().split(/\s+/)
    return { column: columnOfProperty(table, property), sign: direction === 'desc' ? -1 : 1 }
  })
  return rows.toSorted((left, right) => {
    for (const { column, sign } of order) {
      const difference = compare(columnValue(table, left, column), columnValue(table, right, column))
      if (difference !== 0) return sign * difference
    }
    return 0
  })
}

/** Nothing comes first; text without regard to case. */
export function compare(left: Value | undefined, right: Value | undefined): number {
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined)
  const [a, b] = [left, right].map((value) => (isLink(value) ? value.id : value)) as [Value, Value]
  if (isNumeric(a) && isNumeric(b)) return Number(a) - Number(b)
  const [one, two] = [String(a).toLowerCase(), String(b).toLowerCase()]
  return one < two ? -1 : one > two ? 1 : 0
}

function isNumeric(value: Value): boolean {
  return typeof value === 'number'
}
