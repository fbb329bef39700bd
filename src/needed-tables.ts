import { configuredInterfaces } from './configured-interfaces.ts'
import { receiversOf } from './mapping/routing.ts'
import type { Table } from './message/table.ts'
import type { Settings } from './settings/settings.ts'

/**
 * The tables that interfaces write to one receiver, each once, with all columns that are written; without keys where rows are looked
 * for instead (`match: 'check'`).
 */
export async function neededTables(settings: Settings, receiver = 'dataverse'): Promise<Table[]> {
  const interfaces = [...(await configuredInterfaces(settings)).values()]
  const tables = interfaces.filter(({ routing }) => receiversOf(routing).includes(receiver)).flatMap((one) => one.tables)
  const merged = [...Map.groupBy(tables, ({ name }) => name).values()].map(withAllColumns)
  const { match } = receiver === 'dataverse' ? settings.dataverse : (settings.receivers[receiver] ?? settings.dataverse)
  return match === 'check' ? merged.map((table) => ({ ...table, key: [] })) : merged
}

function withAllColumns(same: readonly Table[]): Table {
  const columns = Object.assign({}, ...same.map((table) => table.columns)) as Table['columns']
  return { ...(same[0] as Table), columns }
}
