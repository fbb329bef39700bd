import type { Table } from '../../message/table.ts'
import type { ColumnValue, Write } from '../../message/write.ts'
import { duplicate, isOneOf, notFound } from './codes.ts'
import { errorOf } from './error-of.ts'
import { sendColumns } from './send-columns.ts'
import { type Connection, learnId, type Written, written } from './written.ts'

/** Creates a row, its key columns included. Gives nothing when a row with that key exists already. */
export async function createRow(
  { api, references }: Connection,
  write: Write,
  columns: Readonly<Record<string, ColumnValue>>,
): Promise<Written | undefined> {
  const { table, key } = write
  const subject = { table: table.name, key }
  const sent = await sendColumns(references, { table, subject, columns: { ...columns, ...keyColumns(table, key) } }, (body) =>
    api.send({ method: 'POST', path: table.set, body, subject, expected: [...notFound, ...duplicate] }),
  )
  if (isOneOf(sent.answer.code, duplicate)) return undefined
  if (sent.answer.status >= 300) throw errorOf(sent.answer, subject)
  return written(write, await learnId(api, write, sent.answer), 'create', sent)
}

function keyColumns(table: Table, key: Write['key']): Record<string, ColumnValue> {
  return Object.fromEntries(Object.entries(key).map(([column, value]) => [column, typed(table.columns[column]?.kind, value)]))
}

/** Keys are kept as text; a number column wants a number. */
function typed(kind: string | undefined, value: string): ColumnValue {
  if (kind === 'whole' || kind === 'choice') return Number(value)
  return kind === 'decimal' ? { decimal: value } : value
}
