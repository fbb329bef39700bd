import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import { applied } from './apply.ts'
import { asksForChanges, changesOf, changesReply } from './changes.ts'
import type { Only } from './comparison.ts'
import { countAnnotations, mostCounted } from './count-annotations.ts'
import { expanded, referencesIn } from './expand.ts'
import { contextOf, parseExpand } from './expansion.ts'
import { parseFilter } from './filter.ts'
import { linkTo } from './link.ts'
import { ordered } from './order.ts'
import { beginOfPage, readSkipToken, skipTokenOf } from './paging-cookie.ts'
import { withoutAliases } from './parameter-aliases.ts'
import { badUrl, noSuchOption, notSupported } from './problem.ts'
import { baseOf, jsonReply, preferenceApplied, preferredPageSize, type Reply, type WebApiRequest } from './request.ts'
import { selectOf } from './respond.ts'
import { checkSelect, shownRow } from './shown.ts'
import { wantedAnnotations } from './wanted-annotations.ts'

/**
 * GET of a table, or of some rows of it: `$select`, `$filter`, `$orderby`, `$top`, `$count`, `$expand`, `$apply`, pages (Microsoft:
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
  const { query } = request
  const orderby = withoutAliases(query.get('$orderby') ?? '', query) || undefined
  const found = matching(environment, request, table, rows)
  const apply = query.get('$apply')
  if (apply !== null) return groupsReply(environment, request, table, { apply, orderby, found })
  return page(environment, request, table, ordered(environment, table, found, orderby))
}

/** What `$apply` makes of the rows: without keys, and without pages. */
function groupsReply(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  { apply, orderby, found }: { apply: string; orderby: string | undefined; found: readonly Row[] },
): Reply {
  const { query } = request
  const other = ['$select', '$expand', '$skiptoken'].find((name) => query.has(name))
  if (other !== undefined) throw notSupported(`${other} beside $apply`)
  const wants = wantedAnnotations(request)
  const groups = applied(environment, table, found, { text: withoutAliases(apply, query), orderby, wants })
  const count = query.get('$count') === 'true' ? groups.length : undefined
  const body = {
    '@odata.context': `${baseOf(request)}$metadata#${table.set}`,
    ...(wants === undefined ? {} : countAnnotations(environment, count, wants)),
    ...(count === undefined ? {} : { '@odata.count': Math.min(count, mostCounted) }),
    value: groups.slice(0, Math.min(Number(query.get('$top') ?? mostOfPage), mostOfPage)),
  }
  return jsonReply(200, body, preferenceApplied(request, 'odata.include-annotations'))
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
  return {
    status: 200,
    headers: { 'content-type': 'text/plain', 'odata-version': '4.0' },
    body: String(Math.min(count, mostCounted)),
  }
}

/** No page is larger. */
const mostOfPage = 5000

function checkOptions({ query }: WebApiRequest): void {
  for (const name of query.keys()) {
    if (unsupported.includes(name)) throw notSupported(name)
    if (name.startsWith('$') && !known.includes(name)) throw noSuchOption(name)
    if (name.startsWith('$') && query.getAll(name).length > 1)
      throw badUrl(`Query option '${name}' was specified more than once, but it must be specified at most once.`)
  }
  const top = query.get('$top')
  if (top !== null && !/^\d+$/.test(top)) {
    throw badUrl(
      `Invalid value '${top}' for $top query option found. The $top query option requires a non-negative integer value.`,
    )
  }
}

const known = ['$apply', '$select', '$filter', '$orderby', '$top', '$count', '$expand', '$skiptoken']
const unsupported = ['fetchXml', 'savedQuery', 'userQuery', 'sql']

function matching(
  environment: Environment,
  { query }: WebApiRequest,
  table: TableDefinition,
  rows?: readonly Row[],
): readonly Row[] {
  const text = query.get('$filter')
  if (text === null) return rows ?? environment.rowsOf(table.name)
  const { only, holds } = parseFilter(environment, table, withoutAliases(text, query))
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
  const wanted = preferredPageSize(request)
  const top = query.get('$top')
  // $top and pages do not go together: the page size wins.
  const isPaged = top === null || wanted !== undefined
  const size = Math.min(isPaged ? (wanted ?? mostOfPage) : Number(top), mostOfPage)
  const cookie = readSkipToken(query.get('$skiptoken'))
  const begin = beginOfPage(found, cookie, size)
  const rows = found.slice(begin, begin + size)
  const select = selectOf(query)
  checkSelect(table, select)
  const expansions = parseExpand(environment, table, query.get('$expand'))
  const columns = select && [...select, ...referencesIn(expansions)]
  const wants = wantedAnnotations(request)
  const hasMore = isPaged && found.length > begin + size
  const count = query.get('$count') === 'true' ? found.length : undefined
  const body = {
    '@odata.context': `${baseOf(request)}$metadata#${table.set}${contextOf(select, expansions)}`,
    ...(wants === undefined ? {} : countAnnotations(environment, count, wants)),
    ...(count === undefined ? {} : { '@odata.count': Math.min(count, mostCounted) }),
    value: rows.map((row) => ({
      ...shownRow(environment, table, row, { select: columns, wants }),
      ...expanded(environment, request, { table, row, expansions }),
    })),
    ...(hasMore ? { '@odata.nextLink': nextLink(request, skipTokenOf(table, (cookie?.page ?? 0) + 1, rows)) } : {}),
  }
  return jsonReply(200, body, preferenceApplied(request, 'odata.maxpagesize', 'odata.include-annotations'))
}

function nextLink(request: WebApiRequest, skipToken: string): string {
  const rest = [...request.query].filter(([name]) => name !== '$skiptoken')
  return linkTo(`${baseOf(request)}${request.path.replace(/^\//, '')}`, [...rest, ['$skiptoken', skipToken]])
}
