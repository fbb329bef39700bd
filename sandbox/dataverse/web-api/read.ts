import type { Environment } from '../environment.ts'
import { type Address, missingRow, rowAt } from './address.ts'
import { expanded } from './expand.ts'
import { baseOf, jsonReply, type Reply, type WebApiRequest } from './request.ts'
import { representation } from './respond.ts'
import { etagOf, shownRow } from './shown.ts'

/** GET of one row, or of one of its columns. */
export function readRow(environment: Environment, request: WebApiRequest, address: Address): Reply {
  const { table, property } = address
  const row = rowAt(environment, address)
  if (row === undefined) throw missingRow(address)
  if (request.headers['if-none-match'] === etagOf(row)) return { status: 304, headers: {}, body: '' }
  if (property === undefined) {
    const shown = { ...representation(environment, request, table, row), ...expanded(environment, request, table, row) }
    return jsonReply(200, shown, { etag: etagOf(row) })
  }
  const { [property]: value } = shownRow(environment, table, row, { select: [property], annotations: false })
  if (value === null) return { status: 204, headers: { 'odata-version': '4.0' }, body: '' }
  return jsonReply(200, { '@odata.context': `${baseOf(request)}$metadata#${table.set}(${row.id})/${property}`, value })
}
