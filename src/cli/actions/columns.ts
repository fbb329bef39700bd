import { join } from 'node:path'
import { patiently } from '../../channels/dataverse/patiently.ts'
import { readTable } from '../../channels/dataverse/read-table.ts'
import { connectReceivers } from '../../connect-receivers.ts'
import { createLog } from '../../create-log.ts'
import type { Table } from '../../message/table.ts'
import { CommandFailed } from '../exit.ts'
import { settingsFor } from '../settings-for.ts'
import { wayToInterface } from '../source-code.ts'
import { tableSource } from '../table-source.ts'

/** @throws {CommandFailed} there is no such environment, table or column */
export async function printColumns(name: string, columns: readonly string[], { demo, receiver }: ColumnsOptions): Promise<void> {
  const receivers = connectReceivers(await settingsFor(demo), createLog({ logLevel: 'silent' }))
  try {
    const channel = receivers.get(receiver)?.channel
    if (channel === undefined)
      throw new CommandFailed(`There is no receiver '${receiver}' in the settings; there is ${[...receivers.keys()].join(', ')}`)
    const found = await patiently(console.error)(() => readTable(channel.api, name))
    if (found === undefined)
      throw new CommandFailed(`This environment has no table ${name}; take its logical name, such as account`)
    process.stdout.write(tableSource(withOnly(found, columns), imports))
  } finally {
    await Promise.all([...receivers.values()].map(({ channel }) => channel.close()))
  }
}

export interface ColumnsOptions {
  readonly demo?: boolean
  readonly receiver: string
}

/** Of an interface below where the command runs. */
const imports = wayToInterface(join('interfaces', 'name'))

/** @throws {CommandFailed} it has no such column, or none that can be written */
function withOnly(table: Table, names: readonly string[]): Table {
  const missing = names.filter((name) => table.columns[name] === undefined)
  if (missing.length > 0) {
    throw new CommandFailed(
      `Table ${table.name} has no column ${missing.join(', ')} that can be written; lookups go by their navigation property. Without columns the command prints all`,
    )
  }
  const columns = Object.entries(table.columns).filter(([name]) => names.length === 0 || names.includes(name))
  return { ...table, columns: Object.fromEntries(columns) }
}
