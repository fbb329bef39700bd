import { readFileSync } from 'node:fs'
import { SettingsError } from './settings-error.ts'

/**
 * The environment variable `name`, or what the file that `name_FILE` names holds; an empty variable counts as not set. Nothing else
 * reads process.env.
 * @throws {SettingsError} the file cannot be read
 */
export function fromEnvironment(name: string): string | undefined {
  const value = process.env[name]
  if (value !== undefined && value !== '') return value
  const file = process.env[`${name}_FILE`]
  if (file === undefined || file === '') return undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new SettingsError(`${name}_FILE names '${file}', which cannot be read: ${(error as Error).message}`)
  }
}

/** As `fromEnvironment`, read, and with what counts when it is not set. @throws {SettingsError} it is not usable, with what `read` throws */
export function setting<T>(name: string, read: (text: string) => T, fallback: string): T {
  const text = fromEnvironment(name) ?? fallback
  try {
    return read(text)
  } catch (error) {
    throw new SettingsError(`${name} is '${text}': ${(error as Error).message}`)
  }
}
