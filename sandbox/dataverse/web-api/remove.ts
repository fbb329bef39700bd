import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink } from '../row.ts'
import { type Address, missingRow, rowAt } from './address.ts'
import { checkMatch } from './conditions.ts'
import { emptyReply, type Reply, type WebApiRequest } from './request.ts'

/** DELETE of a row. Rows that point to it lose that lookup. */
export function removeRow(environment: Environment, request: WebApiRequest, address: Address): Reply {
  const row = rowAt(environment, address)
  if (row === undefined) throw missingRow(address)
  checkMatch(request, row)
  environment.remove(address.table.name, row.id)
  for (const table of environment.tables) unlink(environment, table, { table: address.table.name, id: row.id })
  return emptyReply()
}

function unlink(environment: Environment, table: TableDefinition, gone: { table: string; id: string }): void {
  for (const row of environment.rowsOf(table.name)) {
    const kept = Object.entries(row.values).filter(
      ([, value]) => !(isLink(value) && value.table === gone.table && value.id === gone.id),
    )
    if (kept.length < Object.keys(row.values).length) environment.put(table.name, row.id, Object.fromEntries(kept))
  }
}
