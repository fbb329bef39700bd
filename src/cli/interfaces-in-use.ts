import { dirname } from 'node:path'
import { configuredInterfaces } from '../configured-interfaces.ts'
import type { LoadedInterface } from '../interfaces/load.ts'
import { configFile, isConfigured } from '../settings/config-file.ts'
import { ownInterfaces } from '../settings/own-interfaces.ts'
import type { Project } from '../settings/project.ts'
import { fromHere } from './from-here.ts'

/**
 * The interfaces as the settings have them, where there are any; and a sentence that says which settings those are. No secret is needed for
 * it. @throws {SettingsError} a setting is wrong
 */
export async function interfacesInUse(): Promise<{ interfaces: Map<string, LoadedInterface>; settings: string }> {
  const project = await projectInUse()
  const interfaces = await configuredInterfaces(project ?? { interfaces: {}, systems: {}, receivers: {} })
  const said = [timesSaid(project), ...(project === undefined ? [] : interfacesSaid(project)), ...ownSaid(interfaces)]
  return { interfaces, settings: `${whichSettings(project)}: ${said.join('; ')}` }
}

/** Nothing without settings; then what reads them is not loaded either. */
async function projectInUse() {
  if (!isConfigured()) return undefined
  const { readProject } = await import('../settings/read-project.ts')
  return readProject()
}

type Found = Awaited<ReturnType<typeof projectInUse>>

function whichSettings(project: Found): string {
  if (project === undefined) return 'Without a landbridge.config.ts'
  const environment = project.environment === undefined ? '' : `, environment ${project.environment}`
  return `With the settings of ${fromHere(configFile())}${environment}`
}

function timesSaid(project: Found): string {
  const zones = Object.entries(project?.systems ?? {}).map(([system, { timeZone }]) => `${system} sends times of ${timeZone}`)
  return zones.length === 0 ? 'times are UTC' : zones.join(', ')
}

function interfacesSaid({ interfaces }: Pick<Project, 'interfaces'>): string[] {
  const named = (is: (one: Project['interfaces'][string]) => boolean) =>
    Object.keys(interfaces).filter((name) => is(interfaces[name] as Project['interfaces'][string]))
  const inTwo = named(({ amounts }) => amounts === 'two-decimals')
  const whole = named(({ changedSegments }) => changedSegments === 'whole')
  const off = named(({ enabled }) => !enabled)
  return [
    ...(inTwo.length === 0 ? [] : [`amounts of ${inTwo.join(', ')} have two decimals`]),
    ...(whole.length === 0 ? [] : [`changed segments of ${whole.join(', ')} are whole`]),
    ...(off.length === 0 ? [] : [`${off.join(', ')} is switched off, so that all of it would be held until it is switched on`]),
  ]
}

function ownSaid(interfaces: ReadonlyMap<string, LoadedInterface>): string[] {
  const folder = ownInterfaces()
  if (folder === undefined) return []
  const own = [...interfaces.values()].filter(isOwn).map(({ name }) => name)
  return [`${own.join(', ') || 'no interface'} of ${fromHere(folder)}`]
}

/** Whether an interface is one of the project's, and not as delivered. */
export function isOwn({ folder }: Pick<LoadedInterface, 'folder'>): boolean {
  return dirname(folder) === ownInterfaces()
}
