import { Command } from 'commander'
import { applyProvision, planProvision } from '../../channels/dataverse/provision.ts'
import { connectDynamics } from '../../connect-dynamics.ts'
import { createLog } from '../../create-log.ts'
import { demoOption, settingsFor } from '../demo-option.ts'
import { neededTables } from '../needed-tables.ts'

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
      const dynamics = connectDynamics(settings, createLog({ logLevel: 'silent' }))
      try {
        const plan = await planProvision(dynamics.api, await neededTables(settings))
        if (plan.steps.length === 0) return console.log('Dynamics 365 has everything that is needed.')
        if (dryRun) return console.log(['This would be done:', ...plan.steps.map(({ text }) => `  ${text}`)].join('\n'))
        let step = 0
        await applyProvision(dynamics.api, plan, {
          onProgress: (text) => console.log(`[${++step}/${plan.steps.length}] ${text}`),
        })
        console.log('Dynamics 365 has everything that is needed now.')
      } finally {
        await dynamics.close()
      }
    })
}
