import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import type { Address } from './address.ts'
import { expanded, referencesIn } from './expand.ts'
import { contextOf, type Expansion, parseExpand } from './expansion.ts'
import { baseOf, emptyReply, jsonReply, preferenceApplied, prefers, type Reply, type WebApiRequest } from './request.ts'
import { shownRow } from './shown.ts'
import { wantedAnnotations } from './wanted-annotations.ts'

/** The answer to a write: nothing but the row's address, or the row when the client prefers that. */
export function writtenReply(
  environment: Environment,
  request: WebApiRequest,
  { table, row, isNew, key }: { table: TableDefinition; row: Row; isNew: boolean; key?: Address['key'] },
): Reply {
  const address = `${baseOf(request)}${table.set}(${key?.kind === 'key' ? encodeURI(key.text).replaceAll('#', '%23') : row.id})`
  if (prefers(request, 'return') !== 'representation') return emptyReply({ 'odata-entityid': address, location: address })
  const headers = { ...preferenceApplied(request, 'return', 'odata.include-annotations'), 'odata-entityid': address }
  // Rows that were made along are shown on a create only.
  const body = isNew ? representationWithRows(environment, request, table, row) : representation(environment, request, table, row)
  return jsonReply(isNew ? 201 : 200, body, headers)
}

/** One row as the client wants to see it, with the rows it wants along (`$expand`). */
export function representationWithRows(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  row: Row,
): Record<string, unknown> {
  const expansions = parseExpand(environment, table, request.query.get('$expand'))
  return {
    ...representation(environment, request, table, row, expansions),
    ...expanded(environment, request, { table, row, expansions }),
  }
}

function representation(
  environment: Environment,
  request: WebApiRequest,
  table: TableDefinition,
  row: Row,
  expansions: readonly Expansion[] = [],
): Record<string, unknown> {
  const select = selectOf(request.query)
  const columns = select && [...select, ...referencesIn(expansions)]
  const context = `${baseOf(request)}$metadata#${table.set}${contextOf(select, expansions)}/$entity`
  return {
    '@odata.context': context,
    ...shownRow(environment, table, row, { select: columns, wants: wantedAnnotations(request) }),
  }
}

/** A comma behind the last name is passed over: Microsoft's own samples have one (PowerApps-Samples, BasicOperations). */
export function selectOf(query: URLSearchParams): string[] | undefined {
  const text = (query.get('$select') ?? '').replace(/,\s*$/, '')
  return text.trim() === '' ? undefined : text.split(',').map((name) => name.trim())
}
