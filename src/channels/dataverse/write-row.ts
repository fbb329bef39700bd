import type { Write } from '../../message/write.ts'
import { checkAndWrite } from './check-and-write.ts'
import { deactivateRow } from './deactivate-row.ts'
import { deleteRow } from './delete-row.ts'
import { isAddressable } from './row-address.ts'
import { updateById } from './update-by-id.ts'
import { upsertByKey } from './upsert-by-key.ts'
import { writePublished } from './write-published.ts'
import { type Connection, type Written, written } from './written.ts'

/** Writes one row in the way that costs the fewest requests: one, as a rule. Throws an IntegrationError. */
export async function writeRow(connection: Connection, write: Write, match: 'key' | 'check'): Promise<Written> {
  if (write.operation === 'delete') return await deleteRow(connection, write, match)
  if (write.table.lifeCycle === 'published') return await writePublished(connection, write)
  if (write.operation === 'deactivate') return await deactivateRow(connection, write, match)
  if (write.id === undefined) return await matchRow(connection, write, match, write.columns)
  if (Object.keys(write.columns).length === 0) return written(write, write.id, 'none')
  const sent = await updateById(connection, write, write.id, write.columns)
  if (sent !== undefined) return written(write, write.id, 'update', sent)
  // The row was deleted in Dynamics 365: what changed is not enough to create it again.
  return await matchRow(connection, write, match, write.whole ?? write.columns)
}

async function matchRow(
  connection: Connection,
  write: Write,
  match: 'key' | 'check',
  columns: Write['columns'],
): Promise<Written> {
  const isByKey = match === 'key' && isAddressable(write.table, write.key)
  return await (isByKey ? upsertByKey : checkAndWrite)(connection, write, columns)
}
