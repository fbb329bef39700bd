import { leadsTo, lookupOf, type TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink, type Row } from '../row.ts'
import { rowsIn } from './collections.ts'
import { type Expansion, isNested } from './expansion.ts'
import { linkTo } from './link.ts'
import { ordered } from './order.ts'
import { skipTokenOf } from './paging-cookie.ts'
import { noSuchProperty } from './problem.ts'
import { baseOf, preferredPageSize, type WebApiRequest } from './request.ts'
import { propertyOf, shownRow } from './shown.ts'
import { wantedAnnotations } from './wanted-annotations.ts'

interface Around {
  readonly environment: Environment
  readonly request: WebApiRequest
  /** Some rows along have rows along themselves: then pages apply to them, and nothing else of them is shown. */
  readonly isNested: boolean
}

/** What `$expand` adds to a row: rows it refers to and rows that refer to it (Microsoft: "Join tables using OData"). */
export function expanded(
  environment: Environment,
  request: WebApiRequest,
  { table, row, expansions }: { table: TableDefinition; row: Row; expansions: readonly Expansion[] },
): Record<string, unknown> {
  return expandedIn({ environment, request, isNested: isNested(expansions) }, table, row, expansions)
}

/** Lookups whose values are shown along, because only where they lead to was asked for. */
export function referencesIn(expansions: readonly Expansion[]): string[] {
  return expansions.flatMap(({ isReference, lookup }) => (isReference && lookup !== undefined ? [propertyOf(lookup.column)] : []))
}

function expandedIn(around: Around, table: TableDefinition, row: Row, expansions: readonly Expansion[]): Record<string, unknown> {
  const shown: Record<string, unknown> = {}
  for (const expansion of expansions) {
    if (expansion.collection !== undefined) Object.assign(shown, rowsAlong(around, table, row, expansion, expansion.collection))
    else shown[expansion.navigation] = rowAlong(around, table, row, expansion)
  }
  return shown
}

function rowAlong(around: Around, table: TableDefinition, row: Row, expansion: Expansion): unknown {
  const other = rowBehind(around.environment, table, row, expansion.navigation)
  if (other === undefined || expansion.filter?.holds(other.row) === false) return null
  if (expansion.isReference) return refOf(around.request)(other.table, other.row)
  const { '@odata.etag': _, ...shown } = shownAlong(around, other.table, other.row, expansion, expansion.select)
  return shown
}

function rowsAlong(
  around: Around,
  table: TableDefinition,
  row: Row,
  expansion: Expansion,
  collection: NonNullable<Expansion['collection']>,
): Record<string, unknown> {
  const { environment, request, isNested } = around
  const { navigation, filter, top = most, select } = expansion
  const all = rowsIn(environment, collection, { table: table.name, id: row.id }).filter((one) => filter?.holds(one) ?? true)
  const size = isNested ? (preferredPageSize(request) ?? most) : top
  const rows = ordered(environment, collection.table, all, expansion.orderby).slice(0, Math.min(size, most))
  const back = 'column' in collection && !isNested ? [propertyOf(collection.column)] : []
  const columns = select && [...select, ...back]
  const shown = rows.map((one) => {
    const { '@odata.etag': tag, ...rest } = shownAlong(around, collection.table, one, expansion, columns)
    return isNested ? rest : { '@odata.etag': tag, ...rest }
  })
  const token = isNested ? [['$skiptoken', skipTokenOf(collection.table, 1, rows)] as const] : []
  // Without pages the link leads to the same rows once more.
  const hasLink = !isNested || (rows.length > 0 && rows.length >= size)
  const link = linkTo(`${baseOf(request)}${table.set}(${row.id})/${navigation}`, [...expansion.options, ...token])
  return { [navigation]: shown, ...(hasLink ? { [`${navigation}@odata.nextLink`]: link } : {}) }
}

/** No more rows come along. */
const most = 5000

function shownAlong(
  around: Around,
  table: TableDefinition,
  row: Row,
  { inner }: Expansion,
  select: readonly string[] | undefined,
): Record<string, unknown> {
  const { environment, request } = around
  return {
    ...shownRow(environment, table, row, { select, wants: wantedAnnotations(request) }),
    ...expandedIn(around, table, row, inner),
  }
}

/** The row a single-valued navigation property leads to. @throws {Problem} when there is no such property */
export function rowBehind(
  environment: Environment,
  table: TableDefinition,
  row: Row,
  navigation: string,
): { table: TableDefinition; row: Row } | undefined {
  const lookup = lookupOf(table, navigation)
  if (lookup === undefined) throw noSuchProperty(navigation, table)
  const link = row.values[lookup.column.name]
  if (!isLink(link) || !leadsTo(lookup.target, link.table)) return undefined
  const target = environment.table(link.table)
  const other = environment.find(link.table, link.id)
  return target === undefined || other === undefined ? undefined : { table: target, row: other }
}

/** How a reference to a row is written (`$ref`). */
export function refOf(request: WebApiRequest): (table: TableDefinition, row: Row) => unknown {
  return (table, row) => ({ '@odata.id': `${baseOf(request)}${table.set}(${row.id})` })
}
