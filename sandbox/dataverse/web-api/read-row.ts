import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import { expanded } from './expand.ts'
import { jsonReply, preferenceApplied, type Reply, type WebApiRequest } from './request.ts'
import { representation } from './respond.ts'
import { etagOf } from './shown.ts'

/** GET of one row. 304 when the client has it already. */
export function shownReply(environment: Environment, request: WebApiRequest, table: TableDefinition, row: Row): Reply {
  if (request.headers['if-none-match'] === etagOf(row)) return { status: 304, headers: { 'odata-version': '4.0' }, body: '' }
  const shown = { ...representation(environment, request, table, row), ...expanded(environment, request, table, row) }
  return jsonReply(200, shown, { etag: etagOf(row), ...preferenceApplied(request, 'odata.include-annotations') })
}
