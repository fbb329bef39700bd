import { Command } from 'commander'
import { readSettings } from '../../settings/settings.ts'
import { address } from '../arguments.ts'
import { CommandFailed } from '../exit.ts'
import { startSandboxDynamics, startSandboxS4hana, withSandboxes } from '../sandboxes.ts'
import { untilStopped } from '../serve.ts'

export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('only the sandbox S/4HANA and the sandbox Dynamics 365, to point other programs at')
    .option(
      '--target <url>',
      'where the sandbox S/4HANA sends its documents; a Landbridge at LANDBRIDGE_PORT of this machine when not said',
      address,
    )
    .addHelpText(
      'after',
      `
Their state is in the data folder (LANDBRIDGE_DATA), beside that of npx landbridge start.
Ports: SANDBOX_DATAVERSE_PORT, SANDBOX_S4HANA_PORT; 0 takes a free one. LANDBRIDGE_DEMO_DOCUMENTS=no sends no example documents.

Example:
  npx landbridge sandbox --target https://po.example.com/idoc`,
    )
    .action(async (options: { target?: string }) => {
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
    })
}
