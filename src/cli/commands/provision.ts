import { Command } from 'commander'
import { patiently, type Trying } from '../../channels/dataverse/patiently.ts'
import { applyProvision, planProvision, type Step } from '../../channels/dataverse/provision.ts'
import type { WebApi } from '../../channels/dataverse/web-api.ts'
import { connectReceivers } from '../../connect-receivers.ts'
import { createLog } from '../../create-log.ts'
import { neededTables } from '../../needed-tables.ts'
import type { Settings } from '../../settings/settings.ts'
import { wholeNumber } from '../arguments.ts'
import { demoOption, settingsFor } from '../demo-option.ts'
import { noteProvision } from '../note-provision.ts'

interface Options {
  demo?: boolean
  dryRun?: boolean
  wait: number
}

export function provisionCommand(): Command {
  return new Command('provision')
    .description('create the tables, columns, lookups and alternate keys that Dynamics 365 lacks; what is there is left alone')
    .option('--dry-run', 'only say what is missing')
    .option('--wait <minutes>', 'how long to wait until the keys are active; 0 does not wait', wholeNumber(0, 1440), 15)
    .addOption(demoOption())
    .addHelpText(
      'after',
      `
The application user needs the role System Customizer for it. It may be run again at any time.
With DATABASE_URL the audit log says what was created.

Examples:
  npx landbridge provision --dry-run
  npx landbridge provision --wait 60`,
    )
    .action(async ({ demo, dryRun, wait }: Options) => {
      const settings = await settingsFor(demo)
      const receivers = [...connectReceivers(settings, createLog({ logLevel: 'silent' }))]
      try {
        for (const [name, { channel }] of receivers) {
          const what = receivers.length === 1 ? 'Dynamics 365' : `Dynamics 365 ${name}`
          const work = { what, name, api: channel.api, settings, trying: patiently(console.error) }
          await (dryRun ? sayMissing(work) : provision(work, wait * 60_000))
        }
      } finally {
        await Promise.all(receivers.map(([, { channel }]) => channel.close()))
      }
    })
}

interface Work {
  /** The environment as people call it, and its channel's name. */
  readonly what: string
  readonly name: string
  readonly api: WebApi
  readonly settings: Settings
  readonly trying: Trying
}

async function stepsFor({ what, name, api, settings, trying }: Work): Promise<readonly Step[]> {
  const { steps } = await planProvision(api, await neededTables(settings, name), trying)
  if (steps.length === 0) console.log(`${what} has everything that is needed.`)
  return steps
}

async function sayMissing(work: Work): Promise<void> {
  const steps = await stepsFor(work)
  if (steps.length === 0) return
  console.log([`This would be done in ${work.what}:`, ...steps.map(({ text }) => `  ${text}`)].join('\n'))
}

async function provision(work: Work, timeoutMs: number): Promise<void> {
  const steps = await stepsFor(work)
  if (steps.length === 0) return
  const done: Step[] = []
  try {
    await applyProvision(
      work.api,
      { steps },
      {
        onProgress: (text) => console.log(`[${done.length + 1}/${steps.length}] ${text}`),
        onDone: (step) => done.push(step),
        timeoutMs,
        trying: work.trying,
      },
    )
  } finally {
    // What was created stays so, also when a later step fails.
    await noteProvision(work.settings, work.name, done)
  }
  console.log(`${work.what} has everything that is needed now.`)
}
