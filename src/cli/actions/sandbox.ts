import { readSettings } from '../../settings/settings.ts'
import { CommandFailed } from '../exit.ts'
import { startSandboxDynamics, startSandboxS4hana, withSandboxes } from '../sandboxes.ts'
import { untilStopped } from '../serve.ts'

/** Runs both until they are stopped. */
export async function sandbox(options: { target?: string }): Promise<void> {
  const settings = await readSettings('demo')
  // Which free port a Landbridge takes nobody knows beforehand.
  const { target = `http://127.0.0.1:${settings.port || 8080}/idoc` } = options
  const stopped = untilStopped()
  await withSandboxes(settings, async () => {
    const dynamics = await startSandboxDynamics(settings)
    const s4hana = await startSandboxS4hana(settings, target).catch(async (error) => {
      await dynamics.stop()
      throw error
    })
    console.log(`Sandbox Dynamics 365  https://localhost:${dynamics.port}   Web API below /api/data/v9.2/
    tenant sandbox, client id landbridge, secret landbridge-secret, token at /sandbox/oauth2/v2.0/token
    certificate of its authority  ${settings.dataverse.caFile}
  Sandbox S/4HANA       http://localhost:${s4hana.port}    sends to ${target}
  Ctrl-C stops both.`)
    const ended = await Promise.race([stopped, dynamics.ended, s4hana.ended])
    await Promise.all([s4hana.stop(), dynamics.stop()])
    if (ended !== undefined) throw new CommandFailed(ended)
  })
}
