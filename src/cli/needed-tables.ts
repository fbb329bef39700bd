import { loadInterfaces } from '../interfaces/load.ts'
import type { Table } from '../message/table.ts'
import { ownInterfaces } from '../settings/own-interfaces.ts'
import type { Settings } from '../settings/settings.ts'

/** The tables that all interfaces write; without keys where rows are looked for instead (`dataverse.match: 'check'`). */
export async function neededTables({ dataverse }: Settings): Promise<Table[]> {
  const tables = [...(await loadInterfaces(ownInterfaces())).values()].flatMap((one) => one.tables)
  return dataverse.match === 'check' ? tables.map((table) => ({ ...table, key: [] })) : tables
}
