import { patiently, type Trying } from '../../channels/dataverse/patiently.ts'
import { applyProvision, type Plan, planProvision, type Step } from '../../channels/dataverse/provision.ts'
import { findSolution } from '../../channels/dataverse/solution.ts'
import type { WebApi } from '../../channels/dataverse/web-api.ts'
import { connectReceivers, environmentsOf } from '../../connect-receivers.ts'
import { createLog } from '../../create-log.ts'
import { neededTables } from '../../needed-tables.ts'
import type { Settings } from '../../settings/settings.ts'
import { noteProvision } from '../note-provision.ts'
import { settingsFor } from '../settings-for.ts'

export interface ProvisionOptions {
  demo?: boolean
  dryRun?: boolean
  solution?: string
  wait: number
}

/** Makes what Dynamics 365 lacks, or only says it. */
export async function provision({ demo, dryRun, solution, wait }: ProvisionOptions): Promise<void> {
  const settings = await settingsFor(demo)
  const receivers = [...connectReceivers(settings, createLog({ logLevel: 'silent' }))]
  try {
    const works: Work[] = []
    // An unknown solution is found before anything is made anywhere.
    for (const [name, { channel }] of receivers) {
      const what = receivers.length === 1 ? 'Dynamics 365' : `Dynamics 365 ${name}`
      const wanted = solution ?? environmentsOf(settings)[name]?.solution
      const trying = patiently(console.error)
      const found = wanted === undefined ? undefined : await findSolution(channel.api, wanted, trying)
      works.push({ what, name, api: channel.api, settings, trying, solution: found })
    }
    for (const work of works) await (dryRun ? sayMissing(work) : provisionOne(work, wait * 60_000))
  } finally {
    await Promise.all(receivers.map(([, { channel }]) => channel.close()))
  }
}

interface Work {
  /** The environment as people call it, and its channel's name. */
  readonly what: string
  readonly name: string
  readonly api: WebApi
  readonly settings: Settings
  readonly trying: Trying
  readonly solution: string | undefined
}

async function planFor({ what, name, api, settings, trying }: Work): Promise<Plan> {
  const plan = await planProvision(api, await neededTables(settings, name), trying)
  if (plan.steps.length === 0) console.log(`${what} has everything that is needed.`)
  return plan
}

/** What is there may be part of the solution, of another one, or of none but the default solution: a person decides where it belongs. */
function sayPresent({ solution }: Work, { present }: Plan): void {
  if (solution === undefined || present.length === 0) return
  const advice = `add to the solution ${solution}, in Power Apps (Add existing), what is not part of it yet`
  console.log([`This was there already and is not added; ${advice}:`, ...present.map((text) => `  ${text}`)].join('\n'))
}

async function sayMissing(work: Work): Promise<void> {
  const plan = await planFor(work)
  const place = work.solution === undefined ? work.what : `${work.what}, in its solution ${work.solution}`
  if (plan.steps.length > 0) {
    console.log([`This would be done in ${place}:`, ...plan.steps.map(({ text }) => `  ${text}`)].join('\n'))
  }
  sayPresent(work, plan)
}

async function provisionOne(work: Work, timeoutMs: number): Promise<void> {
  const plan = await planFor(work)
  // Before the steps: once one of them failed, the next run finds more there.
  sayPresent(work, plan)
  if (plan.steps.length > 0) await take(work, plan, timeoutMs)
}

async function take(work: Work, { steps }: Plan, timeoutMs: number): Promise<void> {
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
        solution: work.solution,
      },
    )
  } finally {
    // What was created stays so, also when a later step fails.
    await noteProvision(work, done)
  }
  console.log(`${work.what} has everything that is needed now.`)
}
