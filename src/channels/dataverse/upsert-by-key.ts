import type { ColumnValue, Write } from '../../message/write.ts'
import { duplicate, isOneOf, notFound } from './codes.ts'
import { errorOf } from './error-of.ts'
import { byKey } from './row-address.ts'
import { sendColumns } from './send-columns.ts'
import { type Connection, learnId, type Written, written } from './written.ts'

/** Creates or updates a row by its alternate key in one request, and learns its GUID and which of the two it was. */
export async function upsertByKey(
  { api, references }: Connection,
  write: Write,
  columns: Readonly<Record<string, ColumnValue>>,
): Promise<Written> {
  const { table, key } = write
  const subject = { table: table.name, key }
  const upsert = (expected: readonly string[]) =>
    sendColumns(references, { table, subject, columns }, (body) =>
      api.send({
        method: 'PATCH',
        path: `${byKey(table, key, table.columns)}?$select=${table.id}`,
        headers: { prefer: 'return=representation' },
        body,
        subject,
        expected,
      }),
    )
  let sent = await upsert([...notFound, ...duplicate])
  // Somebody created the row between Dataverse's own look and its insert: now it is there to be updated.
  if (isOneOf(sent.answer.code, duplicate)) sent = await upsert(notFound)
  if (sent.answer.status >= 300) throw errorOf(sent.answer, subject)
  return written(write, await learnId(api, write, sent.answer), sent.answer.status === 201 ? 'create' : 'update', sent)
}
