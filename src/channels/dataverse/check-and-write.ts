import { Rejected, Unavailable } from '../../message/errors.ts'
import type { ColumnValue, Write } from '../../message/write.ts'
import { createRow } from './create-row.ts'
import { findRow } from './find-row.ts'
import { rowName } from './row-name.ts'
import { updateById } from './update-by-id.ts'
import { type Connection, type Written, written } from './written.ts'

/** Looks for the row by its key columns, then updates it by GUID, or creates it. */
export async function checkAndWrite(
  connection: Connection,
  write: Write,
  columns: Readonly<Record<string, ColumnValue>>,
): Promise<Written> {
  // Somebody else may create or delete the row between the look and the write: then the look was wrong, and is repeated once.
  const result = (await once(connection, write, columns)) ?? (await once(connection, write, columns))
  if (result !== undefined) return result
  const name = rowName({ table: write.table.name, key: write.key })
  if ((await findRow(connection.api, write.table, write.key)) !== undefined) {
    throw new Unavailable(`${name} is being created and deleted by others at this moment. It is tried again`)
  }
  throw new Rejected(
    `Dynamics 365 says that ${name} exists already, but has no such row: another key of the table holds the same values. Merge or delete the other row, then restart the message`,
  )
}

async function once(connection: Connection, write: Write, columns: Write['columns']): Promise<Written | undefined> {
  const id = await findRow(connection.api, write.table, write.key)
  if (id === undefined) return await createRow(connection, write, columns)
  if (Object.keys(columns).length === 0) return written(write, id, 'none')
  const sent = await updateById(connection, write, id, columns)
  return sent && written(write, id, 'update', sent)
}
