import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { InterfaceDefinition } from '../mapping/define-interface.ts'
import { readValueMappings, type ValueMappings } from '../mapping/value-mappings.ts'
import type { Table } from '../message/table.ts'

/** An interface with what its folder brings along. */
export interface LoadedInterface extends InterfaceDefinition {
  /** The tables it writes, each once; the first is the one its objects are found by. */
  readonly tables: readonly Table[]
  readonly valueMappings: ValueMappings
  readonly folder: string
}

/**
 * Every folder that holds an `interface.ts` is an interface; its folder name is its name.
 * @throws {Error} naming the folder whose interface is not one
 */
export async function loadInterfaces(folder: string = import.meta.dirname): Promise<Map<string, LoadedInterface>> {
  const interfaces = new Map<string, LoadedInterface>()
  const entries = await readdir(folder, { withFileTypes: true })
  for (const { name } of entries
    .filter((entry) => entry.isDirectory())
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    interfaces.set(name, await loadInterface(join(folder, name), name))
  }
  return interfaces
}

async function loadInterface(folder: string, name: string): Promise<LoadedInterface> {
  const file = join(folder, `interface${extname(import.meta.filename)}`)
  const { default: definition } = (await import(pathToFileURL(file).href)) as { default?: InterfaceDefinition }
  if (definition?.name !== name) throw new Error(`${file} must default-export an interface named '${name}'`)
  const tables = new Map(definition.rows.map(({ table }) => [table.name, table]))
  const valueMappings = await readValueMappings(join(folder, 'value-mappings'))
  return { ...definition, tables: [...tables.values()], valueMappings, folder }
}
