import type { LoadedInterface } from '../interfaces/load.ts'
import { formsOf } from '../mapping/define-interface.ts'
import type { WrittenRecord } from '../store/written-record.ts'

/**
 * Whether a row was left active or inactive. Nothing where that is not its interface's to say: it takes no notice of deletions, as credit
 * limits do of accounts that are another interface's, or the row's status is a column it writes, as of invoices.
 */
export function ownState(
  found: LoadedInterface,
  { table, state, columns }: Pick<WrittenRecord, 'table' | 'state' | 'columns'>,
): 'active' | 'inactive' | undefined {
  if (state === 'deleted' || 'statuscode' in columns || 'statecode' in columns) return undefined
  const rows = formsOf(found).flatMap((form) => form.rows.filter((row) => row.table.name === table))
  return rows.some(({ onDeletion }) => onDeletion !== 'ignore') ? state : undefined
}
