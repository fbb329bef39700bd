import type { Call, Reply } from '../call.ts'
import type { Faults } from '../control/faults.ts'
import type { RequestLog } from '../control/request-log.ts'
import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import type { ServiceProtection } from '../protection/service-protection.ts'
import { framed } from './frame.ts'
import { html } from './html.ts'
import { type Connection, overview } from './overview.ts'
import { nameOf, readCell } from './read-cell.ts'
import { readList } from './read-list.ts'
import { type Row, rowView } from './row-view.ts'
import { tableView } from './table-view.ts'

interface Needs {
  readonly environment: Environment
  readonly log: RequestLog
  readonly faults: Faults
  readonly protection: ServiceProtection
  readonly connection: Omit<Connection, 'origin'>
}

/** The sandbox for people to look at: an overview, a table with `?table=account`, one row of it with `&id=…`. */
export function page(needs: Needs, { url }: Call): Reply {
  const { environment } = needs
  const tables = environment.tables
    .map(({ name }) => ({ name, count: environment.rowsOf(name).length }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const name = url.searchParams.get('table')
  const id = url.searchParams.get('id')
  if (name === null)
    return framed({
      title: 'Overview',
      tables,
      content: overview({ ...needs, connection: { ...needs.connection, origin: url.origin } }),
    })
  const table = environment.table(name)
  if (table === undefined) return missing(`There is no table ${name}`)
  if (id === null) {
    const content = tableView(readList(environment, table, Number(url.searchParams.get('page') ?? 1)))
    return framed({ title: name, tables, chosen: name, content })
  }
  const row = readRow(environment, table, id)
  if (row === undefined) return missing(`There is no row ${id} in table ${name}`)
  return framed({ title: row.name, tables, chosen: name, content: rowView(row) })

  function missing(sentence: string): Reply {
    const content = html`<div class="head"><h1>Not found</h1><span class="note">${sentence}.</span></div>`
    return { ...framed({ title: 'Not found', tables, content }), status: 404 }
  }
}

function readRow(environment: Environment, table: TableDefinition, id: string): Row | undefined {
  const row = environment.find(table.name, id)
  return (
    row && {
      table: table.name,
      id: row.id,
      name: nameOf(table, row),
      columns: [...table.columns.values()].map((column) => ({
        name: column.name,
        cell: column.type === 'id' ? { text: row.id } : readCell(environment, column, row.values[column.name]),
      })),
    }
  )
}
