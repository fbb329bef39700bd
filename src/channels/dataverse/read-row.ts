import type { TableIdentity } from '../../message/table.ts'
import { isSuccess } from './answer.ts'
import type { Sender } from './api-request.ts'
import { codes } from './codes.ts'
import { objectOf } from './read-answer.ts'
import { byId } from './row-address.ts'

/** Some columns of a row; nothing when it is not there. */
export async function readRow(
  sender: Sender,
  table: TableIdentity,
  id: string,
  columns: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const subject = { table: table.name }
  const path = `${byId(table, id)}?$select=${columns.join(',')}`
  const answer = await sender.send({ method: 'GET', path, headers, subject, expected: [codes.objectDoesNotExist] })
  return isSuccess(answer) ? objectOf(answer, subject) : undefined
}
