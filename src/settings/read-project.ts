import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { whatIsWrong } from '../message/what-is-wrong.ts'
import { configFile } from './config-file.ts'
import { inEnvironment } from './in-environment.ts'
import { type Project, project } from './project.ts'
import { SettingsError } from './settings-error.ts'

/** What `landbridge.config.ts`, or the file LANDBRIDGE_CONFIG names, says, in the environment that is in use. @throws {SettingsError} naming the setting */
export async function readProject(): Promise<Project & { environment: string | undefined }> {
  const file = configFile()
  if (!existsSync(file)) {
    throw new SettingsError(`There is no ${file}; copy landbridge.config.example.ts, or try the sandbox with npm start`)
  }
  const { default: found } = await import(pathToFileURL(file).href).catch((error: Error) => {
    throw new SettingsError(`${file} cannot be read: ${error.message.split('\n', 1)[0]}${elsewhere(error)}`)
  })
  const { config, name } = inEnvironment(found, file)
  const read = project.safeParse(config, { error: whatIsWrong })
  if (read.success) return { ...read.data, environment: name }
  const [issue] = read.error.issues
  throw new SettingsError(
    `${issue?.path.join('.') || 'the default export'} in ${file}${name === undefined ? '' : `, environment ${name}`}: ${issue?.message}`,
  )
}

/** The example that people copy imports from beside itself. */
function elsewhere({ message }: Error): string {
  const isMoved = /Cannot find module '.*[\\/]src[\\/]config\.ts'/.test(message)
  return isMoved ? "; in a project beside Landbridge it is '../landbridge/src/config.ts'" : ''
}
