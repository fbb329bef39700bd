import type { TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { summaries } from '../aggregate.ts'
import { countAnnotations, mostCounted } from '../count-annotations.ts'
import { baseOf, jsonReply, preferenceApplied, type Reply, type WebApiRequest } from '../request.ts'
import { type Wants, wantedAnnotations } from '../wanted-annotations.ts'
import { mustBeFew, orderedSummaries, readAggregates } from './aggregates.ts'
import { readFilters } from './filter.ts'
import { joinedRows } from './join.ts'
import { orderedRows, readOrders } from './order.ts'
import { beginOf, cookieOf, type Paging, readPaging } from './paging.ts'
import { emptyQuery, invalidXml, noEntityName, wrongFlag } from './problems.ts'
import { readSources } from './read-sources.ts'
import { contextOf, readSelection, shownJoined } from './selection.ts'
import type { Joined, Scope, Source } from './source.ts'
import { isSet, readElement, type XmlElement } from './xml-element.ts'

/** GET of a table with `fetchXml` (Microsoft: "Query data using FetchXml"). @throws {Problem} in the words of the real service */
export function fetchReply(environment: Environment, request: WebApiRequest, table: TableDefinition, xml: string): Reply {
  if (xml === '') throw emptyQuery()
  const fetch = readElement(xml)
  if (fetch.name !== 'fetch') throw invalidXml()
  const scope = readSources(environment, request.userId, fetch, table)
  const [entity] = scope.sources
  if (entity === undefined) throw noEntityName()
  const paging = readPaging(fetch)
  const filters = readFilters(scope)
  const rows = () => joinedRows(environment, entity, filters.joining).filter(filters.joined)
  const wants = wantedAnnotations(request)
  const found = isSet(fetch, 'aggregate', wrongFlag('0x8004111a'))
    ? aggregated(scope, fetch, { rows, paging, wants })
    : listed(scope, entity, fetch, { rows, paging, wants })
  return reply(environment, request, table, { fetch, wants, found })
}

interface Wanted {
  rows(): Joined[]
  readonly paging: Paging
  readonly wants: Wants | undefined
}

/** What is answered: one page, how many there are at all, and what leads on. */
interface Found {
  readonly context: string
  readonly value: readonly object[]
  readonly count: number
  /** Nothing on the last page. */
  readonly cookie: string | undefined
}

function listed(scope: Scope, entity: Source, fetch: XmlElement, { rows, paging, wants }: Wanted): Found {
  const selection = readSelection(scope)
  const orders = readOrders(scope)
  const all = orderedRows(scope, rows(), orders, isSet(fetch, 'useraworderby', wrongFlag('0x800410fd')))
  const show = (joined: Joined) => shownJoined(scope.environment, entity, selection, joined, wants)
  const context = contextOf(entity, selection)
  if (isSet(fetch, 'distinct', wrongFlag('0x80041115'))) {
    // Rows stand for all that look like them: they have no key of their own (Microsoft: "Return distinct results").
    const isKeyWanted = selection.own?.some(({ name }) => name === entity.table.id) ?? true
    const looks = all.map((joined) => withoutKey(show(joined), isKeyWanted ? undefined : entity.table.id))
    const different = [...new Map(looks.map((look) => [JSON.stringify(look), look])).values()]
    return { context, count: different.length, ...pageOf(different, paging) }
  }
  const begin = beginOf(all, entity, paging)
  const page = all.slice(begin, begin + paging.size)
  const hasMore = !paging.isTop && all.length > begin + paging.size
  return {
    context,
    count: all.length,
    value: page.map(show),
    cookie: hasMore ? cookieOf(page, paging, entity, orders) : undefined,
  }
}

function withoutKey({ '@odata.etag': _, ...shown }: Record<string, unknown>, key: string | undefined): Record<string, unknown> {
  if (key !== undefined) delete shown[key]
  return shown
}

function aggregated(scope: Scope, fetch: XmlElement, { rows, paging, wants }: Wanted): Found {
  const aggregates = readAggregates(scope)
  const all = rows()
  mustBeFew(all, fetch)
  const found = orderedSummaries(summaries(scope.environment, all, { ...aggregates, wants }), aggregates)
  const shown = found.map((summary) => summary.shown)
  return { context: '', count: shown.length, ...pageOf(shown, paging) }
}

/** A page of what has no keys to lead on by. */
function pageOf(all: readonly object[], paging: Paging): Pick<Found, 'value' | 'cookie'> {
  const begin = (paging.page - 1) * paging.size
  const hasMore = !paging.isTop && all.length > begin + paging.size
  return { value: all.slice(begin, begin + paging.size), cookie: hasMore ? cookieOf([], paging, undefined, []) : undefined }
}

function reply(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  { fetch, wants, found }: { fetch: XmlElement; wants: Wants | undefined; found: Found },
): Reply {
  const isCounted = isSet(fetch, 'returntotalrecordcount', wrongFlag('0x80041139')) || request.query.get('$count') === 'true'
  const count = isCounted ? found.count : undefined
  const body = {
    '@odata.context': `${baseOf(request)}$metadata#${table.set}${found.context}`,
    ...(count === undefined ? {} : { '@odata.count': Math.min(count, mostCounted) }),
    ...(wants === undefined ? {} : countAnnotations(environment, count, wants)),
    ...(wants === undefined || found.cookie === undefined ? {} : pageAnnotations(found.cookie, wants)),
    value: found.value,
  }
  return jsonReply(200, body, preferenceApplied(request, 'odata.include-annotations'))
}

function pageAnnotations(cookie: string, wants: Wants): Record<string, unknown> {
  const annotations = {
    'Microsoft.Dynamics.CRM.fetchxmlpagingcookie': cookie,
    'Microsoft.Dynamics.CRM.morerecords': true,
  }
  const wanted = Object.entries(annotations).filter(([name]) => wants(name))
  return Object.fromEntries(wanted.map(([name, value]) => [`@${name}`, value]))
}
