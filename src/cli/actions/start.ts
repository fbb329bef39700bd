import { readSettings } from '../../settings/settings.ts'
import { buildMonitor } from '../build-monitor.ts'
import { CommandFailed } from '../exit.ts'
import { logToTerminal } from '../log-to-terminal.ts'
import { serve, untilStopped, withDataFolder } from '../serve.ts'

/** Runs Landbridge until it is stopped. */
export async function start(): Promise<void> {
  const settings = await readSettings('configured')
  const log = logToTerminal(settings)
  const stopped = untilStopped()
  await withDataFolder(settings.dataFolder, async () => {
    await buildMonitor((sentence) => log.info(sentence))
    const landbridge = await serve(settings, log)
    const environment = settings.environment === undefined ? '' : `, environment ${settings.environment}`
    log.info(`Landbridge listens at ${landbridge.url}${environment}`)
    const ended = await Promise.race([stopped, landbridge.ended])
    if (ended === undefined) log.info('Stopping; work in hand is settled first')
    else log.fatal(ended)
    await landbridge.close()
    if (ended !== undefined) throw new CommandFailed(`Landbridge stopped: ${ended}`)
  })
}
