import { Command } from 'commander'
import { readSettings } from '../../settings/settings.ts'
import { buildMonitor } from '../build-monitor.ts'
import { CommandFailed } from '../exit.ts'
import { logToTerminal } from '../log-to-terminal.ts'
import { serve, untilStopped, withDataFolder } from '../serve.ts'

export function startCommand(): Command {
  return new Command('start')
    .description('receive and deliver, with the systems of landbridge.config.ts')
    .addHelpText(
      'after',
      `
It listens at LANDBRIDGE_HOST and LANDBRIDGE_PORT (127.0.0.1:8080); the monitor is at /.
Logs go to standard output: a JSON line each, in a terminal as plain text.
Ctrl-C or SIGTERM stops in order: no new documents are taken, work in hand is ended.

Examples:
  npx landbridge check && npx landbridge start
  DATABASE_URL=postgres://… LANDBRIDGE_PORT=9000 npx landbridge start`,
    )
    .action(async () => {
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
    })
}
