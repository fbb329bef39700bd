import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { configFile } from './config-file.ts'
import { fromEnvironment } from './environment.ts'
import { SettingsError } from './settings-error.ts'

/** The folder with the interfaces of a project of one's own: beside the config file, or where it is said to be; nothing when there is none. */
export function ownInterfaces(): string | undefined {
  const given = fromEnvironment('LANDBRIDGE_INTERFACES')
  const folder = given === undefined ? besideConfig() : resolve(given)
  if (existsSync(folder)) return folder
  if (given === undefined) return undefined
  throw new SettingsError(`LANDBRIDGE_INTERFACES names '${given}', which is not there`)
}

/** Where that folder is, or would be, when nothing else is said. */
export function besideConfig(): string {
  return join(dirname(configFile()), 'interfaces')
}
