import { join } from 'node:path'
import { applyProvision, planProvision } from '../../channels/dataverse/provision.ts'
import { connectDynamics } from '../../connect-dynamics.ts'
import { createLog, linesTo } from '../../create-log.ts'
import { neededTables } from '../../needed-tables.ts'
import { readSettings, type Settings } from '../../settings/settings.ts'
import { buildMonitor } from '../build-monitor.ts'
import { CommandFailed } from '../exit.ts'
import { reportExamples } from '../report-examples.ts'
import { startSandboxDynamics, startSandboxS4hana, withDynamicsPort, withS4hanaPort, withSandboxes } from '../sandboxes.ts'
import { serve, untilStopped, withDataFolder } from '../serve.ts'

/** Runs all of it until it is stopped, or a part of it ends. */
export async function demo(): Promise<void> {
  const settings = await readSettings('demo')
  const stopped = untilStopped()
  await withDataFolder(settings.dataFolder, () => withSandboxes(settings, () => runDemo(settings, stopped)))
}

async function runDemo(given: Settings, stopped: Promise<void>): Promise<void> {
  await using running = new AsyncDisposableStack()
  console.log('Starting a PostgreSQL, a sandbox Dynamics 365, Landbridge and a sandbox S/4HANA …')
  const logFile = join(given.dataFolder, 'landbridge.log')

  const built = buildMonitor((sentence) => console.log(sentence))
  const dynamics = await startSandboxDynamics(given)
  running.defer(() => dynamics.stop())
  const settings = await withS4hanaPort(withDynamicsPort(given, dynamics.port))
  await provisionSandbox(settings)
  await built

  const landbridge = await serve(settings, createLog(settings, linesTo(logFile)), dynamics.port)
  running.defer(() => landbridge.close())
  const s4hana = await startSandboxS4hana(settings, `${landbridge.url}/idoc`)
  running.defer(() => s4hana.stop())

  console.log(addresses({ landbridge: landbridge.url, dynamics: dynamics.port, s4hana: s4hana.port, logFile }))
  const report = new AbortController()
  running.defer(() => report.abort())
  reportExamples({ landbridge: landbridge.url, s4hana: `http://127.0.0.1:${s4hana.port}` }, report.signal).catch(() => {})

  const ended = await Promise.race([stopped, dynamics.ended, s4hana.ended, landbridge.ended])
  if (ended !== undefined) throw new CommandFailed(`\n${ended}`)
  console.log('\nStopping …')
}

/** What `landbridge provision` does by hand for a real environment. */
async function provisionSandbox(settings: Settings): Promise<void> {
  const connection = connectDynamics(settings, createLog({ logLevel: 'silent' }))
  try {
    await applyProvision(connection.api, await planProvision(connection.api, await neededTables(settings)), { pollMs: 100 })
  } finally {
    await connection.close()
  }
}

function addresses(at: { landbridge: string; dynamics: number; s4hana: number; logFile: string }): string {
  return `
  Landbridge            ${at.landbridge}/   (admin / sandbox; its API: /api/docs)
  Sandbox Dynamics 365  https://localhost:${at.dynamics}
  Sandbox S/4HANA       http://localhost:${at.s4hana}
  Log                   ${at.logFile}

  In another terminal:
    npx landbridge messages        what arrived and what became of it
    npx landbridge show <IDoc>     one of them, with everything that was tried
    npx landbridge --help          what else there is

Ctrl-C stops everything; the state is kept.
`
}
