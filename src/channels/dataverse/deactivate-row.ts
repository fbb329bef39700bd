import type { Write } from '../../message/write.ts'
import { codes, isOneOf, notFound } from './codes.ts'
import { errorOf } from './error-of.ts'
import { findRow } from './find-row.ts'
import { byKey, isAddressable } from './row-address.ts'
import { rowName } from './row-name.ts'
import { type Sent, sendColumns } from './send-columns.ts'
import { updateById } from './update-by-id.ts'
import { type Connection, learnId, type Written, written } from './written.ts'

/** Sets a row inactive, with its other columns. A row that is not there is not created for that: a warning says so. */
export async function deactivateRow(connection: Connection, write: Write, match: 'key' | 'check'): Promise<Written> {
  if (write.id !== undefined) {
    const sent = await updateById(connection, write, write.id, inactive(write))
    if (sent !== undefined) return written(write, write.id, 'deactivate', sent)
  }
  if (match === 'key' && isAddressable(write.table, write.key)) {
    const sent = await updateByKey(connection, write)
    return sent === undefined
      ? absent(write)
      : written(write, await learnId(connection.api, write, sent.answer), 'deactivate', sent)
  }
  const id = await findRow(connection.api, write.table, write.key)
  const sent = id === undefined ? undefined : await updateById(connection, write, id, inactive(write))
  return id === undefined || sent === undefined ? absent(write) : written(write, id, 'deactivate', sent)
}

function inactive({ columns }: Write): Write['columns'] {
  return { ...columns, statecode: 1, statuscode: 2 }
}

async function updateByKey({ api, references }: Connection, write: Write): Promise<Sent | undefined> {
  const { table, key } = write
  const subject = { table: table.name, key }
  const sent = await sendColumns(references, { table, subject, columns: inactive(write) }, (body) =>
    api.send({
      method: 'PATCH',
      path: `${byKey(table, key, table.columns)}?$select=${table.id}`,
      headers: { 'if-match': '*', prefer: 'return=representation' },
      body,
      subject,
      expected: notFound,
    }),
  )
  if (sent.answer.status < 300) return sent
  if (isOneOf(sent.answer.code, [codes.recordNotFoundByKey])) return undefined
  throw errorOf(sent.answer, subject)
}

function absent({ table, key }: Write): Written {
  return { warnings: [`Dynamics 365 has no ${rowName({ table: table.name, key })}, so there was nothing to deactivate`] }
}
