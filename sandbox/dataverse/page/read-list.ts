import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { Row } from '../row.ts'
import { nameOf, readCell } from './read-cell.ts'
import type { RowList } from './table-view.ts'

const pageSize = 50

/** One page of a table's rows, counted from 1; a page that is not there becomes the nearest one. */
export function readList(environment: Environment, table: TableDefinition, asked: number): RowList {
  const rows = environment.rowsOf(table.name).sort((a, b) => b.version - a.version)
  const pages = Math.max(1, Math.ceil(rows.length / pageSize))
  const page = Math.min(Math.max(1, Number.isInteger(asked) ? asked : 1), pages)
  const shown = rows.slice((page - 1) * pageSize, page * pageSize)
  const columns = columnsOf(table, shown)
  return {
    table: table.name,
    count: rows.length,
    columns,
    rows: shown.map((row) => ({
      id: row.id,
      name: nameOf(table, row),
      changedAt: typeof row.values.modifiedon === 'string' ? row.values.modifiedon : undefined,
      cells: columns.map((name) => {
        const column = table.columns.get(name)
        return column && readCell(environment, column, row.values[name])
      }),
    })),
    page,
    pages,
  }
}

/** The columns that tell one row from another: those of alternate keys, those one looks for, then what is filled most; yes and no come last. */
function columnsOf(table: TableDefinition, rows: readonly Row[]): string[] {
  const filled = new Map<string, number>()
  for (const row of rows) for (const name of Object.keys(row.values)) filled.set(name, (filled.get(name) ?? 0) + 1)
  const keys = table.keys.flatMap(({ columns }) => columns)
  const rank = (name: string) => {
    if (keys.includes(name)) return 0
    if (telling.test(name)) return 1
    return table.columns.get(name)?.type === 'yesNo' ? 3 : 2
  }
  return [...filled.keys()]
    .filter((name) => table.columns.has(name) && name !== table.primaryName && !housekeeping.test(name))
    .sort((a, b) => rank(a) - rank(b) || (filled.get(b) ?? 0) - (filled.get(a) ?? 0))
    .slice(0, 4)
}

const telling =
  /number$|^customerid|^parentcustomerid|^productid$|isocurrencycode|domainname|^address1_city$|emailaddress1|^quantity$|amount$|^statecode$/
const housekeeping =
  /^(created|modified|owning|owner|version|overridden|importsequence|timezone|utcconversion|exchangerate|status)|_base$|id_addressid$|addressid$|_composite$|^(caltype|setupuser|userlicensetype|islicensed|issyncwithdirectory|isintegrationuser)$|^(emailrouter|incomingemail|outgoingemail)/
