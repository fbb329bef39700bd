import { Command } from 'commander'
import { applyProvision, planProvision } from '../../channels/dataverse/provision.ts'
import type { WebApi } from '../../channels/dataverse/web-api.ts'
import { connectReceivers } from '../../connect-receivers.ts'
import { createLog } from '../../create-log.ts'
import type { Table } from '../../message/table.ts'
import { neededTables } from '../../needed-tables.ts'
import { demoOption, settingsFor } from '../demo-option.ts'

export function provisionCommand(): Command {
  return new Command('provision')
    .description('create the columns and alternate keys that Dynamics 365 lacks; what is there is left alone')
    .option('--dry-run', 'only say what is missing')
    .addOption(demoOption())
    .addHelpText(
      'after',
      '\nThe application user needs the role System Customizer for it.\n\nExample:\n  npx landbridge provision --dry-run',
    )
    .action(async ({ demo, dryRun }: { demo?: boolean; dryRun?: boolean }) => {
      const settings = await settingsFor(demo)
      const receivers = [...connectReceivers(settings, createLog({ logLevel: 'silent' }))]
      try {
        for (const [name, { channel }] of receivers) {
          const what = receivers.length === 1 ? 'Dynamics 365' : `Dynamics 365 ${name}`
          await provision(what, channel.api, await neededTables(settings, name), dryRun === true)
        }
      } finally {
        await Promise.all(receivers.map(([, { channel }]) => channel.close()))
      }
    })
}

async function provision(what: string, api: WebApi, tables: readonly Table[], isDryRun: boolean): Promise<void> {
  const plan = await planProvision(api, tables)
  if (plan.steps.length === 0) return console.log(`${what} has everything that is needed.`)
  if (isDryRun) return console.log([`This would be done in ${what}:`, ...plan.steps.map(({ text }) => `  ${text}`)].join('\n'))
  let step = 0
  await applyProvision(api, plan, { onProgress: (text) => console.log(`[${++step}/${plan.steps.length}] ${text}`) })
  console.log(`${what} has everything that is needed now.`)
}
