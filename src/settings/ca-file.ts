import { readFileSync } from 'node:fs'
import { SettingsError } from './settings-error.ts'

/** The certificates of `dataverse.caFile`, PEM. @throws {SettingsError} it cannot be read */
export function readCaFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new SettingsError(`dataverse.caFile names '${file}', which cannot be read: ${(error as Error).message}`)
  }
}
