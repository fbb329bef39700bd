import { Command } from 'commander'
import { demoOption } from '../demo-option.ts'

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the database up to date; start does it too')
    .addOption(demoOption())
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://… npx landbridge migrate')
    .action(async (options: { demo?: boolean }) => (await import('../actions/migrate.ts')).bringUpToDate(options))
}
