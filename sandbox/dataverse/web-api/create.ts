import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { readBody } from './read-body.ts'
import type { Reply, WebApiRequest } from './request.ts'
import { writtenReply } from './respond.ts'
import { insertRow } from './save.ts'

/** POST of a table: a new row. A GUID in the body becomes its id. */
export function createRow(environment: Environment, request: WebApiRequest, table: TableDefinition): Reply {
  const { [table.id]: id, ...given } = readBody(environment, request, table, 'create')
  const row = insertRow({ environment, table, userId: request.userId }, given, typeof id === 'string' ? id : undefined)
  return writtenReply(environment, request, { table, row, isNew: true })
}
