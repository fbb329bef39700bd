import type { ColumnValue, Write } from '../../message/write.ts'
import { codes, isOneOf, notFound } from './codes.ts'
import { errorOf } from './error-of.ts'
import { byId } from './row-address.ts'
import { type Sent, sendColumns } from './send-columns.ts'
import type { Connection } from './written.ts'

/** Updates the row with this GUID, and never creates one. Gives nothing when the row is gone. */
export async function updateById(
  { api, references }: Connection,
  { table, key }: Write,
  id: string,
  columns: Readonly<Record<string, ColumnValue>>,
): Promise<Sent | undefined> {
  const subject = { table: table.name, key }
  // Without If-Match a PATCH by GUID would create the row anew, with that GUID and these few columns only.
  const sent = await sendColumns(references, { table, subject, columns }, (body) =>
    api.send({
      method: 'PATCH',
      path: byId(table, id),
      headers: { 'if-match': '*' },
      body,
      subject,
      expected: notFound,
    }),
  )
  if (sent.answer.status < 300) return sent
  if (isOneOf(sent.answer.code, [codes.objectDoesNotExist])) return undefined
  throw errorOf(sent.answer, subject)
}
