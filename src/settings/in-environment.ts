import { fromEnvironment } from './environment.ts'
import type { ProjectInput } from './project.ts'
import { SettingsError } from './settings-error.ts'

/** What all environments have in common, and what each says otherwise; of each value that is no list, only what differs. */
export type ConfigInput = ProjectInput | (Partially<ProjectInput> & { environments: Record<string, Partially<ProjectInput>> })

type Partially<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Partially<T[K]> } : T

/** Gives `landbridge.config.ts` its types: `export default defineConfig({ … })`. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config
}

/**
 * The config as it is in the environment that LANDBRIDGE_ENVIRONMENT names, with that name; the config itself where it has no
 * environments. Nothing is checked yet but the names. @throws {SettingsError}
 */
export function inEnvironment(config: unknown, file: string): { config: unknown; name: string | undefined } {
  const name = fromEnvironment('LANDBRIDGE_ENVIRONMENT')
  if (!isObject(config) || config.environments === undefined) {
    if (name === undefined) return { config, name }
    throw new SettingsError(`LANDBRIDGE_ENVIRONMENT is '${name}', but ${file} has no environments`)
  }
  const { environments, ...common } = config
  if (!isObject(environments)) throw new SettingsError(`environments in ${file}: must be an object, with settings by name`)
  const known = Object.keys(environments).join(', ')
  if (name === undefined) throw new SettingsError(`LANDBRIDGE_ENVIRONMENT is not set; ${file} has ${known}`)
  if (!Object.hasOwn(environments, name)) {
    throw new SettingsError(`LANDBRIDGE_ENVIRONMENT is '${name}', which ${file} does not have; it has ${known}`)
  }
  return { config: merged(common, environments[name]), name }
}

/** Objects are merged, all else is replaced; a credential of another kind has nothing in common with the one it replaces. */
function merged(common: unknown, own: unknown): unknown {
  if (own === undefined) return common
  if (!isObject(common) || !isObject(own)) return own
  if (common.kind !== undefined && own.kind !== undefined && common.kind !== own.kind) return own
  const names = new Set([...Object.keys(common), ...Object.keys(own)])
  return Object.fromEntries([...names].map((name) => [name, merged(common[name], own[name])]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
