import { join, relative, sep } from 'node:path'
import { Command } from 'commander'
import { patiently } from '../../channels/dataverse/patiently.ts'
import { readTable } from '../../channels/dataverse/read-table.ts'
import { connectReceivers } from '../../connect-receivers.ts'
import { createLog } from '../../create-log.ts'
import type { Table } from '../../message/table.ts'
import { demoOption, settingsFor } from '../demo-option.ts'
import { CommandFailed } from '../exit.ts'
import { tableSource } from '../table-source.ts'

export function columnsCommand(): Command {
  return new Command('columns')
    .description(
      'print a table of Dynamics 365 as tables.ts of an interface has it: columns with kinds, lengths, options, lookups',
    )
    .argument('<table>', 'its logical name, such as account')
    .argument('[column...]', 'only these; all that can be written when none is given')
    .option('--receiver <name>', 'of which environment, where there are several', 'dataverse')
    .addOption(demoOption())
    .addHelpText(
      'after',
      `
It touches nothing. Take what is mapped and leave the rest out: check holds it to Dynamics 365.

Examples:
  npx landbridge columns salesorder > interfaces/sales-order/tables.ts
  npx landbridge columns account name telephone1 parentaccountid`,
    )
    .action(async (name: string, columns: string[], { demo, receiver }: { demo?: boolean; receiver: string }) => {
      const receivers = connectReceivers(await settingsFor(demo), createLog({ logLevel: 'silent' }))
      try {
        const channel = receivers.get(receiver)?.channel
        if (channel === undefined)
          throw new CommandFailed(
            `There is no receiver '${receiver}' in the settings; there is ${[...receivers.keys()].join(', ')}`,
          )
        const found = await patiently(console.error)(() => readTable(channel.api, name))
        if (found === undefined)
          throw new CommandFailed(`This environment has no table ${name}; take its logical name, such as account`)
        process.stdout.write(tableSource(withOnly(found, columns), imports))
      } finally {
        await Promise.all([...receivers.values()].map(({ channel }) => channel.close()))
      }
    })
}

/** From `interfaces/<name>/` below where the command runs. */
const imports = relative(join('interfaces', 'name'), join(import.meta.dirname, '..', '..', 'interface.ts'))
  .split(sep)
  .join('/')

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
