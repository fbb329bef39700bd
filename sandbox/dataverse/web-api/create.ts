import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { insertDeep } from './deep-insert.ts'
import { bodyOf } from './read-body.ts'
import type { Reply, WebApiRequest } from './request.ts'
import { writtenReply } from './respond.ts'

/** POST of a table: a new row. A GUID in the body becomes its id. */
export function createRow(environment: Environment, request: WebApiRequest, table: TableDefinition): Reply {
  const { userId, callerId } = request
  const row = insertDeep({ environment, table, userId, callerId }, bodyOf(request.body, table))
  return writtenReply(environment, request, { table, row, isNew: true })
}
