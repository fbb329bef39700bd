import { readFileSync } from 'node:fs'
import { SettingsError } from '../settings/settings-error.ts'

/** The password in a file, without the line end. @throws {SettingsError} it cannot be read */
export function readPasswordFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new SettingsError(`--password-file names '${file}', which cannot be read: ${(error as Error).message}`)
  }
}
