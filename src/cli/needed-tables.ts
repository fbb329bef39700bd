import { loadInterfaces } from '../interfaces/load.ts'
import type { Table } from '../message/table.ts'
import { ownInterfaces } from '../settings/own-interfaces.ts'
import type { Settings } from '../settings/settings.ts'

/** The tables that all interfaces write, each once, with all columns that are written; without keys where rows are looked for instead (`dataverse.match: 'check'`). */
export async function neededTables({ dataverse }: Settings): Promise<Table[]> {
  const tables = [...(await loadInterfaces(ownInterfaces())).values()].flatMap((one) => one.tables)
  const merged = [...Map.groupBy(tables, ({ name }) => name).values()].map(withAllColumns)
  return dataverse.match === 'check' ? merged.map((table) => ({ ...table, key: [] })) : merged
}

function withAllColumns(same: readonly Table[]): Table {
  const columns = Object.assign({}, ...same.map((table) => table.columns)) as Table['columns']
  return { ...(same[0] as Table), columns }
}
