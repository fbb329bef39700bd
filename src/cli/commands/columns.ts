import { Command } from 'commander'
import type { ColumnsOptions } from '../actions/columns.ts'
import { demoOption } from '../demo-option.ts'

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
    .action(async (name: string, columns: string[], options: ColumnsOptions) =>
      (await import('../actions/columns.ts')).printColumns(name, columns, options),
    )
}
