import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fromEnvironment } from './environment.ts'

/** The config file: what LANDBRIDGE_CONFIG names, else `landbridge.config.ts` where the command runs. Whether it is there is another question. */
export function configFile(): string {
  return resolve(fromEnvironment('LANDBRIDGE_CONFIG') ?? 'landbridge.config.ts')
}

/** Whether there are settings to read, or should be: a file that was named and is not there is a mistake. */
export function isConfigured(): boolean {
  return fromEnvironment('LANDBRIDGE_CONFIG') !== undefined || existsSync(configFile())
}
