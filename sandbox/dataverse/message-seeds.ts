import { createHash } from 'node:crypto'
import type { TableDefinition } from './definition.ts'
import type { Change } from './journal.ts'
import type { Value } from './row.ts'

/** The messages there are, and for which tables: what clients ask to find out whether a table has bulk messages. */
export function messageSeeds(tables: readonly Pick<TableDefinition, 'name' | 'relates'>[]): Change[] {
  return [
    ...messages.map((name) => row('sdkmessage', name, { name, isactive: true })),
    ...tables.filter(({ relates }) => relates === undefined).flatMap(({ name }) => messageFiltersOf(name)),
  ]
}

/** The real service lists no UpsertMultiple: it is there where both of the others are. */
const messages = ['Create', 'Update', 'Delete', 'Retrieve', 'RetrieveMultiple', 'CreateMultiple', 'UpdateMultiple']

export function messageFiltersOf(table: string): Change[] {
  return messages.map((message) =>
    row('sdkmessagefilter', `${message} ${table}`, {
      primaryobjecttypecode: table,
      secondaryobjecttypecode: 'none',
      sdkmessageid: { table: 'sdkmessage', id: idOf('sdkmessage', message) },
      iscustomprocessingstepallowed: true,
    }),
  )
}

function row(table: string, name: string, values: Record<string, Value>): Change {
  const at = '2026-01-01T00:00:00Z'
  return {
    kind: 'row',
    table,
    row: { id: idOf(table, name), version: 1000, values: { ...values, createdon: at, modifiedon: at } },
  }
}

/** The same on every machine. */
function idOf(table: string, name: string): string {
  const hex = createHash('sha256').update(`${table}/${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
