import { Rejected } from '../../message/errors.ts'
import type { Table, TableIdentity } from '../../message/table.ts'
import { isObject } from './answer.ts'
import { whereKey } from './row-address.ts'
import { rowName } from './row-name.ts'
import type { WebApi } from './web-api.ts'

/** GUID of the row with these key values, or nothing. Two such rows are a mess a person must clear. */
export async function findRow(
  api: WebApi,
  table: TableIdentity & Partial<Pick<Table, 'columns'>>,
  key: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const subject = { table: table.name, key }
  const { body } = await api.send({ method: 'GET', path: whereKey(table, key, table.columns), subject })
  const rows = isObject(body) && Array.isArray(body.value) ? body.value : []
  if (rows.length > 1) {
    throw new Rejected(`Dynamics 365 has more than one ${rowName(subject)}; merge or delete the others, then restart the message`)
  }
  return rows.length === 0 ? undefined : String(rows[0][table.id])
}
