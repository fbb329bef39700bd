import { existsSync } from 'node:fs'
import { readSettings, type Settings } from '../settings/settings.ts'
import { CommandFailed } from './exit.ts'
import { notedSandboxDynamics } from './running-note.ts'
import { withDynamicsPort } from './sandboxes.ts'

/** What a command needs that talks to Dynamics 365. @throws {CommandFailed} the demo has never run on this data folder */
export async function settingsFor(demo: boolean | undefined): Promise<Settings> {
  const settings = await readSettings(demo ? 'demo' : 'configured')
  const { caFile } = settings.dataverse
  if (!demo) return settings
  const port = notedSandboxDynamics(settings.dataFolder)
  if (port !== undefined) return withDynamicsPort(settings, port)
  if (caFile === undefined || existsSync(caFile)) return settings
  throw new CommandFailed(
    `The demo has not run yet on ${settings.dataFolder}; start it in this folder (npm start, or npx landbridge demo in a project of your own) and leave it running`,
  )
}
