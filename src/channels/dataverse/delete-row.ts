import type { Write } from '../../message/write.ts'
import { notFound } from './codes.ts'
import { findRow } from './find-row.ts'
import { byId, byKey, isAddressable } from './row-address.ts'
import { type Connection, type Written, written } from './written.ts'

/** Deletes a row. One that is gone already is as good as deleted. */
export async function deleteRow({ api }: Connection, write: Write, match: 'key' | 'check'): Promise<Written> {
  const { table, key } = write
  const isByKey = match === 'key' && isAddressable(table, key)
  const id = write.id ?? (isByKey ? undefined : await findRow(api, table, key))
  if (id === undefined && !isByKey) return written(write, '', 'delete')
  const path = id === undefined ? byKey(table, key, table.columns) : byId(table, id)
  await api.send({ method: 'DELETE', path, subject: { table: table.name, key }, expected: notFound })
  return written(write, id ?? '', 'delete')
}
