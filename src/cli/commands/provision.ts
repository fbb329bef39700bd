import { Command } from 'commander'
import type { ProvisionOptions } from '../actions/provision.ts'
import { sentence, wholeNumber } from '../arguments.ts'
import { demoOption } from '../demo-option.ts'

export function provisionCommand(): Command {
  return new Command('provision')
    .description('create the tables, columns, lookups and alternate keys that Dynamics 365 lacks; what is there is left alone')
    .option('--dry-run', 'only say what is missing')
    .option('--wait <minutes>', 'how long to wait until the keys are active; 0 does not wait', wholeNumber(0, 1440), 15)
    .option('--solution <name>', 'unique name of the unmanaged solution to create them in (else dataverse.solution)', sentence)
    .addOption(demoOption())
    .addHelpText(
      'after',
      `
The application user needs the role System Customizer for it. It may be run again at any time.
With DATABASE_URL the audit log says what was created.
What is there already is not added to the solution; it is named, so that a person can add it.

Examples:
  npx landbridge provision --dry-run
  npx landbridge provision --wait 60
  npx landbridge provision --solution ContosoSales`,
    )
    .action(async (options: ProvisionOptions) => (await import('../actions/provision.ts')).provision(options))
}
