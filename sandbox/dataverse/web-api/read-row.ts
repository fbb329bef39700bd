import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import { jsonReply, preferenceApplied, prefers, type Reply, type WebApiRequest } from './request.ts'
import { representationWithRows } from './respond.ts'
import { etagOf } from './shown.ts'

/** GET of one row. 304 when the client has it already, unless it wants more than the row's own version tells. */
export function shownReply(environment: Environment, request: WebApiRequest, table: TableDefinition, row: Row): Reply {
  const isOwn = !request.query.has('$expand') && prefers(request, 'odata.include-annotations') === undefined
  if (isOwn && request.headers['if-none-match'] === etagOf(row))
    return { status: 304, headers: { 'odata-version': '4.0' }, body: '' }
  const shown = representationWithRows(environment, request, table, row)
  return jsonReply(200, shown, { etag: etagOf(row), ...preferenceApplied(request, 'odata.include-annotations') })
}
