import { type LoadedInterface, loadInterfaces } from './interfaces/load.ts'
import { parsePath } from './mapping/path.ts'
import { type Routing, receiversOf, usualRouting } from './mapping/routing.ts'
import { ownInterfaces } from './settings/own-interfaces.ts'
import type { Project } from './settings/project.ts'
import { SettingsError } from './settings/settings-error.ts'

/** Every interface, with what the settings say of it. @throws {SettingsError} they name one, or a receiver, that does not exist */
export async function configuredInterfaces({
  interfaces,
  systems,
  receivers,
}: Pick<Project, 'interfaces' | 'systems'> & { receivers: Readonly<Record<string, unknown>> }): Promise<
  Map<string, LoadedInterface>
> {
  const loaded = await loadInterfaces(ownInterfaces())
  const unknown = Object.keys(interfaces).find((name) => !loaded.has(name))
  if (unknown !== undefined) {
    throw new SettingsError(`interfaces names '${unknown}', which is no interface; there is ${[...loaded.keys()].join(', ')}`)
  }
  const timeZones = Object.fromEntries(Object.entries(systems).map(([name, { timeZone }]) => [name, timeZone]))
  const configured = [...loaded].map(([name, one]) => {
    const {
      amounts = 'true',
      changedSegments = 'partial',
      enabled = true,
      priority = usualRouting.priority,
      receiver = usualRouting.receiver,
    } = interfaces[name] ?? {}
    const routing = { isEnabled: enabled, priority, receiver }
    checkRouting(name, routing, ['dataverse', ...Object.keys(receivers)])
    return [name, { ...one, conventions: { timeZones, amounts, changedSegments }, routing }] as const
  })
  return new Map(configured)
}

function checkRouting(name: string, routing: Routing, known: readonly string[]): void {
  const missing = receiversOf(routing).find((receiver) => !known.includes(receiver))
  if (missing !== undefined) {
    throw new SettingsError(`interfaces.${name}.receiver names '${missing}', which is no receiver; there is ${known.join(', ')}`)
  }
  if (typeof routing.receiver === 'string') return
  try {
    parsePath(routing.receiver.path)
  } catch (error) {
    throw new SettingsError(`interfaces.${name}.receiver.path: ${(error as Error).message}`)
  }
}
