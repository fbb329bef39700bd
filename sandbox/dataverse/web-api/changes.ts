import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { deltaTokenOf, readDeltaToken } from './delta-token.ts'
import { linkTo } from './link.ts'
import { badUrl, Problem } from './problem.ts'
import { baseOf, jsonReply, preferredPageSize, prefers, type Reply, type WebApiRequest } from './request.ts'
import { selectOf } from './respond.ts'
import { checkSelect, shownRow } from './shown.ts'
import { wantedAnnotations } from './wanted-annotations.ts'

/** Whether a request asks for changes, or for everything and for changes from then on. */
export function asksForChanges(request: WebApiRequest): boolean {
  return request.query.has('$deltatoken') || prefers(request, 'odata.track-changes') !== undefined
}

/** A row that is new or changed, or one that is gone. */
interface Change {
  readonly version: number
  readonly id: string
  readonly isGone: boolean
}

/**
 * Rows that changed since a delta token, then those that were deleted; everything when there is no token (Microsoft: "Use
 * change tracking to synchronize data"). The last page leads to what comes after.
 */
export function changesReply(environment: Environment, request: WebApiRequest, table: TableDefinition): Reply {
  const { query } = request
  const isDelta = query.has('$deltatoken')
  const found = changesOf(environment, request, table)
  const { after, until } = readCookie(query.get('$skiptoken')) ?? { after: undefined, until: environment.version }
  const left = after === undefined ? found : found.filter((change) => placeOf(change) > after)
  const page = left.slice(0, Math.min(preferredPageSize(request) ?? most, most))
  const last = page.at(-1)
  const select = selectOf(query)
  checkSelect(table, select)
  const columns = select === undefined ? '' : `(${select.join(',')})`
  return jsonReply(
    200,
    {
      '@odata.context': `${baseOf(request)}$metadata#${table.set}${columns}${isDelta ? '/$delta' : ''}`,
      ...(left.length > page.length && last !== undefined
        ? { '@odata.nextLink': linkWith(request, table, ['$skiptoken', cookieOf(placeOf(last), until)]) }
        : { '@odata.deltaLink': linkWith(request, table, ['$deltatoken', deltaTokenOf(until)]) }),
      value: page.map((change) => shown(environment, request, table, change, select)),
    },
    isDelta ? {} : { 'preference-applied': 'odata.track-changes' },
  )
}

/** No page is larger. */
const most = 5000

/** Those that changed in the order they did, then those that are gone. @throws {Problem} it cannot be told */
export function changesOf(environment: Environment, request: WebApiRequest, table: TableDefinition): Change[] {
  check(request, table)
  const token = request.query.get('$deltatoken')
  const since = token === null ? 0 : readDeltaToken(environment, token)
  const changed = environment.rowsOf(table.name).map(({ id, version }): Change => ({ id, version, isGone: false }))
  const gone = environment.deletions.of(table.name).map(({ id, version }): Change => ({ id, version, isGone: true }))
  const all = [...changed, ...(token === null ? [] : gone)].filter(({ version }) => version > since)
  return all.toSorted((left, right) => placeOf(left) - placeOf(right))
}

function check({ query }: WebApiRequest, table: TableDefinition): void {
  if (!table.isTracked) throw new Problem(400, '0x80072491', `Entity ${table.name} isn't enabled for change tracking.`)
  const option = ['$filter', '$orderby', '$expand', '$top'].find((name) => query.has(name))
  // Recorded with the braces it has.
  if (option !== undefined)
    throw badUrl(`The "\${${option.slice(1)}}" query parameter isn't supported when Change Tracking is enabled.`)
}

/** A row that changes while somebody turns the pages moves to the end, so that nobody misses it. */
function placeOf({ version, isGone }: Change): number {
  return version + (isGone ? 2 ** 40 : 0)
}

function shown(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  { id, isGone }: Change,
  select: readonly string[] | undefined,
): unknown {
  const row = isGone ? undefined : environment.find(table.name, id)
  if (row === undefined)
    return { '@odata.context': `${baseOf(request)}$metadata#${table.set}/$deletedEntity`, id, reason: 'deleted' }
  return shownRow(environment, table, row, { select, wants: wantedAnnotations(request) })
}

function linkWith(request: WebApiRequest, table: TableDefinition, [name, value]: readonly [string, string]): string {
  const rest = [...request.query].filter(([other]) => other !== '$skiptoken' && other !== name)
  const link = linkTo(`${baseOf(request)}${table.set}`, rest)
  return `${link}${rest.length === 0 ? '?' : '&'}${name}=${encoded(value)}`
}

/** Every mark of a token, as the real service does. */
function encoded(token: string): string {
  return encodeURIComponent(token)
    .replaceAll('!', '%21')
    .replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase())
}

/** `until`: the version when the first page was read, which the delta link at the end begins with. */
function cookieOf(after: number, until: number): string {
  return `<cookie pagenumber="2" pagingcookie="${after},${until}" istracking="True" />`
}

function readCookie(cookie: string | null): { after: number; until: number } | undefined {
  const [, after, until] = /pagingcookie="(\d+),(\d+)" istracking="True"/.exec(cookie ?? '') ?? []
  return after === undefined || until === undefined ? undefined : { after: Number(after), until: Number(until) }
}
