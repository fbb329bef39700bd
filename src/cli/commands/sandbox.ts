import { Command } from 'commander'
import { readSettings } from '../../config.ts'
import { startSandboxDynamics, startSandboxS4hana } from '../sandboxes.ts'
import { untilStopped, withDataFolder } from '../serve.ts'

export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('only the sandbox S/4HANA and the sandbox Dynamics 365, to point other programs at')
    .option('--target <url>', 'where the sandbox S/4HANA sends its IDocs', 'http://127.0.0.1:8080/idoc')
    .action(async ({ target }: { target: string }) => {
      const settings = await readSettings('demo')
      const stopped = untilStopped()
      await withDataFolder(settings.dataFolder, async () => {
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
        if (ended !== undefined) console.error(ended)
        await Promise.all([s4hana.stop(), dynamics.stop()])
      })
    })
}
