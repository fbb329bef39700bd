import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fromEnvironment } from './environment.ts'
import { SettingsError } from './settings-error.ts'

/** The folder with the interfaces of a project of one's own; nothing when there is none. */
export function ownInterfaces(): string | undefined {
  const given = fromEnvironment('LANDBRIDGE_INTERFACES')
  const folder = resolve(given ?? 'interfaces')
  if (existsSync(folder)) return folder
  if (given === undefined) return undefined
  throw new SettingsError(`LANDBRIDGE_INTERFACES names '${given}', which is not there`)
}
