import type { TableIdentity } from '../../message/table.ts'
import { isObject } from './answer.ts'
import type { Sender } from './api-request.ts'
import { codes } from './codes.ts'
import { byId } from './row-address.ts'

/** Some columns of a row; nothing when it is not there. */
export async function readRow(
  sender: Sender,
  table: TableIdentity,
  id: string,
  columns: readonly string[],
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { status, body } = await sender.send({
    method: 'GET',
    path: `${byId(table, id)}?$select=${columns.join(',')}`,
    subject: { table: table.name },
    expected: [codes.objectDoesNotExist],
  })
  return status < 300 && isObject(body) ? body : undefined
}
