import type { Write } from '../../message/write.ts'
import type { Sender } from './api-request.ts'
import { readRow } from './read-row.ts'
import { rowName } from './row-name.ts'

/** Dynamics 365 adds up the rows below in its own way (price decimals, currencies): where that is not what it ought to be, people hear of it. */
export async function compareSum(sender: Sender, write: Write | undefined, id: string | undefined): Promise<string[]> {
  if (write?.table.closing === undefined || write.operation !== 'upsert' || id === undefined) return []
  const { table, key, columns, whole } = write
  const { column, expected } = table.closing?.computed ?? { column: '', expected: '' }
  const wanted = columns[expected] ?? whole?.[expected]
  if (typeof wanted !== 'object' || wanted === null || !('decimal' in wanted)) return []
  const computed = String((await readRow(sender, table, id, [column]))?.[column])
  if (computed === wanted.decimal) return []
  const name = rowName({ table: table.name, key })
  return [
    `Dynamics 365 makes ${computed} of ${name} (${column}), SAP says ${wanted.decimal}; compare price, discount and tax of its lines, and the decimals of prices in the settings of Dynamics 365`,
  ]
}
