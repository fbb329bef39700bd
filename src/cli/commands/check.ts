import { Command } from 'commander'
import { demoOption } from '../demo-option.ts'

export function checkCommand(): Command {
  return new Command('check')
    .description('are settings, database, interfaces and Dynamics 365 right; a line each, with the next step')
    .addOption(demoOption())
    .addHelpText(
      'after',
      '\nIt touches nothing. Exit code 1 when a line begins with ✗; one with ! may be meant so.\n\nExample:\n  npx landbridge check && npx landbridge start',
    )
    .action(async (options: { demo?: boolean }) => (await import('../actions/check.ts')).check(options))
}
