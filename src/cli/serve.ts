import type { Logger } from 'pino'
import { claimDataFolder } from '../data-folder.ts'
import type { Landbridge } from '../main.ts'
import type { Settings } from '../settings/settings.ts'
import { SettingsError } from '../settings/settings-error.ts'
import { leaveNote, removeNote } from './running-note.ts'
import { stopWithParent } from './stop-with-parent.ts'

/** Starts Landbridge on a data folder that is ours, and leaves word where it listens, and its sandbox Dynamics 365 at this port if it has one. */
export async function serve(settings: Settings, log: Logger, sandboxDynamics?: number): Promise<Landbridge> {
  // Only now: nearly everything comes with it, and a wrong setting is said without.
  const { startLandbridge } = await import('../main.ts')
  const landbridge = await startLandbridge(settings, log).catch((error) => {
    throw portError(error, settings) ?? error
  })
  leaveNote(settings.dataFolder, { url: landbridge.url, sandboxDynamics })
  return {
    ...landbridge,
    async close() {
      removeNote(settings.dataFolder)
      await landbridge.close()
    },
  }
}

/** Runs `work` while the data folder is ours. */
export async function withDataFolder(folder: string, work: () => Promise<void>): Promise<void> {
  const claimed = claimDataFolder(folder)
  try {
    await work()
  } finally {
    claimed.release()
  }
}

/** Comes back when Ctrl-C was pressed, SIGTERM came, or whoever started us is gone. Asked a second time, the process ends at once. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let since = 0
    const stop = () => {
      // Ctrl-C in a terminal reaches us twice: from the terminal, and from the launcher that passes it on.
      if (since > 0 && Date.now() - since > 1000) process.exit(130)
      since ||= Date.now()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
    stopWithParent(stop)
  })
}

/** Nothing when the error has nothing to do with where to listen. */
function portError(error: unknown, { host, port }: Settings): SettingsError | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === 'EADDRNOTAVAIL' || syscall === 'getaddrinfo') {
    return new SettingsError(
      `LANDBRIDGE_HOST '${host}' is no address of this machine (${code}); set LANDBRIDGE_HOST to one it has`,
    )
  }
  if (syscall !== 'listen') return undefined
  const why = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be listened on (${code})`
  return new SettingsError(`LANDBRIDGE_PORT ${port} at ${host} ${why}; set LANDBRIDGE_PORT to another one`)
}
