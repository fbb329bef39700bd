import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row, Value } from '../row.ts'
import { asksForChanges, changesOf, changesReply } from './changes.ts'
import { compareValues } from './compare.ts'
import { checkExpand, expanded } from './expand.ts'
import { type Only, parseFilter } from './filter.ts'
import { badUrl, notSupported } from './problem.ts'
import { baseOf, jsonReply, preferenceApplied, prefers, type Reply, type WebApiRequest } from './request.ts'
import { selectOf } from './respond.ts'
import { checkSelect, columnOfProperty, columnValue, shownRow } from './shown.ts'

/**
 * GET of a table, or of some rows of it: `$select`, `$filter`, `$orderby`, `$top`, `$count`, `$expand`, pages (Microsoft:
 * "Query data using the Web API").
 */
export function queryRows(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  rows?: readonly Row[],
): Reply {
  if (rows === undefined && asksForChanges(request)) return changesReply(environment, request, table)
  checkOptions(request)
  return page(
    environment,
    request,
    table,
    sorted(matching(environment, request, table, rows), table, request.query.get('$orderby')),
  )
}

/** GET of `…/$count`: a number as text, 5,000 at most. */
export function countRows(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  rows?: readonly Row[],
): Reply {
  const count = asksForChanges(request)
    ? changesOf(environment, request, table).length
    : matching(environment, request, table, rows).length
  return { status: 200, headers: { 'content-type': 'text/plain', 'odata-version': '4.0' }, body: String(Math.min(count, most)) }
}

/** No page and no count is larger. */
const most = 5000

function checkOptions({ query }: WebApiRequest): void {
  for (const name of query.keys()) {
    if (unsupported.includes(name)) throw notSupported(name)
    if (name.startsWith('$') && !known.includes(name)) throw badUrl(`The query parameter ${name} is not supported.`)
  }
  const top = query.get('$top')
  if (top !== null && !/^\d+$/.test(top)) {
    throw badUrl(
      `Invalid value '${top}' for $top query option found. The $top query option requires a non-negative integer value.`,
    )
  }
}

const known = ['$select', '$filter', '$orderby', '$top', '$count', '$expand', '$skiptoken']
const unsupported = ['$apply', 'fetchXml', 'savedQuery', 'userQuery']

function matching(
  environment: Environment,
  { query }: WebApiRequest,
  table: TableDefinition,
  rows?: readonly Row[],
): readonly Row[] {
  const text = query.get('$filter')
  if (text === null) return rows ?? environment.rowsOf(table.name)
  const { only, holds } = parseFilter(environment, table, text)
  return (rows ?? (only ? candidates(environment, table, only) : environment.rowsOf(table.name))).filter(holds)
}

/** The rows an index leads to, each once. */
function candidates(environment: Environment, { name }: TableDefinition, { column, isId, values }: Only): Row[] {
  const found = values.flatMap((value) =>
    isId ? (environment.find(name, String(value).toLowerCase()) ?? []) : environment.findAll(name, column, value),
  )
  return [...new Set(found)]
}

function page(environment: Environment, request: WebApiRequest, table: TableDefinition, found: readonly Row[]): Reply {
  const { query } = request
  const wanted = Number(prefers(request, 'odata.maxpagesize'))
  const top = query.get('$top')
  // $top and pages do not go together: $top wins.
  const size = top === null ? Math.min(wanted > 0 ? wanted : most, most) : Math.min(Number(top), most)
  const number = Number(/pagenumber="(\d+)"/.exec(query.get('$skiptoken') ?? '')?.[1] ?? 1)
  const rows = found.slice((number - 1) * size, number * size)
  const select = selectOf(query)
  checkSelect(table, select)
  checkExpand(environment, table, query.get('$expand') ?? '')
  const annotations = prefers(request, 'odata.include-annotations') !== undefined
  const body = {
    '@odata.context': `${baseOf(request)}$metadata#${table.set}${select === undefined ? '' : `(${select.join(',')})`}`,
    ...(annotations ? countAnnotations : {}),
    ...(query.get('$count') === 'true' ? { '@odata.count': Math.min(found.length, most) } : {}),
    value: rows.map((row) => ({
      ...shownRow(environment, table, row, { select, annotations }),
      ...expanded(environment, request, table, row),
    })),
    ...(top === null && found.length > number * size ? { '@odata.nextLink': nextLink(request, number + 1) } : {}),
  }
  return jsonReply(200, body, preferenceApplied(request, 'odata.maxpagesize', 'odata.include-annotations'))
}

const countAnnotations = {
  '@Microsoft.Dynamics.CRM.totalrecordcount': -1,
  '@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded': false,
}

function nextLink(request: WebApiRequest, number: number): string {
  const query = new URLSearchParams(request.query)
  query.set('$skiptoken', `<cookie pagenumber="${number}" pagingcookie="" istracking="False" />`)
  return `${baseOf(request)}${request.path.replace(/^\//, '')}?${query}`
}

function sorted(rows: readonly Row[], table: TableDefinition, orderby: string | null): readonly Row[] {
  if (orderby === null) return rows
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
