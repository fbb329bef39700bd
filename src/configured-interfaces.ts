import { type LoadedInterface, loadInterfaces } from './interfaces/load.ts'
import { ownInterfaces } from './settings/own-interfaces.ts'
import type { Settings } from './settings/settings.ts'
import { SettingsError } from './settings/settings-error.ts'

/** Every interface, with what the settings say of it. @throws {SettingsError} they name one that does not exist */
export async function configuredInterfaces({
  interfaces,
  systems,
}: Pick<Settings, 'interfaces' | 'systems'>): Promise<Map<string, LoadedInterface>> {
  const loaded = await loadInterfaces(ownInterfaces())
  const unknown = Object.keys(interfaces).find((name) => !loaded.has(name))
  if (unknown !== undefined) {
    throw new SettingsError(`interfaces names '${unknown}', which is no interface; there is ${[...loaded.keys()].join(', ')}`)
  }
  const timeZones = Object.fromEntries(Object.entries(systems).map(([name, { timeZone }]) => [name, timeZone]))
  const configured = [...loaded].map(([name, one]) => {
    const amounts = interfaces[name]?.amounts ?? 'true'
    return [name, { ...one, conventions: { timeZones, amounts } }] as const
  })
  return new Map(configured)
}
