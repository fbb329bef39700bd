import type { LoadedInterface } from '../interfaces/load.ts'
import { ownerOf } from '../mapping/define-interface.ts'
import { overlaid, valueMappingsOf } from '../mapping/value-mappings.ts'
import { ask } from './client.ts'

/** The interfaces with value mappings as the running Landbridge has them, what people changed included. @throws {CommandFailed} as `ask` */
export async function withRunningValues(interfaces: ReadonlyMap<string, LoadedInterface>): Promise<Map<string, LoadedInterface>> {
  const live = new Map(interfaces)
  const { items } = await ask<{ items: { interface: string; list: string; changed: number }[] }>('value-mappings')
  for (const { interface: name, list } of items.filter(({ changed }) => changed > 0)) {
    const path = `value-mappings/${encodeURIComponent(name)}/${encodeURIComponent(list)}`
    const { items: codes } = await ask<{ items: { code: string; value: string }[] }>(path)
    const known = valueMappingsOf(new Map([[list, new Map(codes.map(({ code, value }) => [code, value]))]]))
    for (const one of live.values()) {
      if (ownerOf(one, list) === name) live.set(one.name, { ...one, valueMappings: overlaid(one.valueMappings, known) })
    }
  }
  return live
}
