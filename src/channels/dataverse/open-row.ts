import type { ColumnValue, Write } from '../../message/write.ts'
import { findRow } from './find-row.ts'
import { readRow } from './read-row.ts'
import { rowName } from './row-name.ts'
import { updateById } from './update-by-id.ts'
import type { Connection } from './written.ts'

/** A row that can be changed now, and how it is to be left. */
export interface Opened {
  /** What is to be written while it is open. */
  readonly write: Write
  /** Gives the row its status, once all rows of the object are written; tells whether that changed it, and what is wrong with its sum. */
  close(id: string): Promise<{ isMoved: boolean; warnings: readonly string[] }>
}

/** Opens a row that is read-only, as paid and cancelled invoices are, so that it and the rows below it can be written (see `Closing`). */
export async function openRow(connection: Connection, write: Write): Promise<Opened> {
  const { closing } = write.table
  const id = write.id ?? (await findRow(connection.api, write.table, write.key))
  const found = id === undefined ? undefined : await readRow(connection.api, write.table, id, ['statecode', 'statuscode'])
  const before = found === undefined ? undefined : Number(found.statuscode)
  const isClosed = found !== undefined && Number(found.statecode) !== 0
  const told = write.columns.statuscode ?? write.whole?.statuscode
  const target = typeof told === 'number' ? told : isClosed ? before : undefined
  if (isClosed && id !== undefined && closing !== undefined) await move(connection, write, id, closing.openStatus)
  const standing = isClosed ? closing?.openStatus : before
  return {
    write: withoutStatus(write),
    async close(written) {
      const isMoved = target !== undefined && target !== standing
      if (isMoved) await move(connection, write, written, target)
      return { isMoved: isMoved && target !== before, warnings: await compareSum(connection, write, written) }
    },
  }
}

async function move(connection: Connection, write: Write, id: string, statuscode: number): Promise<void> {
  await updateById(connection, write, id, { statecode: write.table.closing?.states[statuscode] ?? 0, statuscode })
}

/** Dynamics 365 adds up the rows below in its own way (price decimals, currencies): where that is not what it ought to be, people hear of it. */
async function compareSum({ api }: Connection, { table, key, columns, whole }: Write, id: string): Promise<string[]> {
  const { column = '', expected = '' } = table.closing?.computed ?? {}
  const wanted = columns[expected] ?? whole?.[expected]
  if (typeof wanted !== 'object' || wanted === null || !('decimal' in wanted)) return []
  const computed = String((await readRow(api, table, id, [column]))?.[column])
  if (computed === wanted.decimal) return []
  const name = rowName({ table: table.name, key })
  return [
    `Dynamics 365 makes ${computed} of ${name} (${column}), SAP says ${wanted.decimal}; compare price, discount and tax of its lines, and the decimals of prices in the settings of Dynamics 365`,
  ]
}

function withoutStatus(write: Write): Write {
  const left = (columns: Readonly<Record<string, ColumnValue>>) =>
    Object.fromEntries(Object.entries(columns).filter(([name]) => name !== 'statuscode'))
  return { ...write, columns: left(write.columns), ...(write.whole === undefined ? {} : { whole: left(write.whole) }) }
}
