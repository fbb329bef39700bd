import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Conventions, usualConventions } from '../mapping/conventions.ts'
import { type CrmDataset, crmDatasets } from '../mapping/crm.ts'
import { formsOf, type InterfaceDefinition } from '../mapping/define-interface.ts'
import { type Routing, usualRouting } from '../mapping/routing.ts'
import { overlaid, readValueMappings, type ValueMappings } from '../mapping/value-mappings.ts'
import { Misconfigured } from '../message/errors.ts'
import type { Table } from '../message/table.ts'
import { withSharedLists } from './shared-lists.ts'

/** An interface with what its folder brings along. */
export interface LoadedInterface extends InterfaceDefinition {
  /** The tables it writes, each once; the first is the one its objects are found by. */
  readonly tables: readonly Table[]
  readonly valueMappings: ValueMappings
  readonly conventions: Conventions
  readonly routing: Routing
  /** The interface as requests of the CRM API see it: a table each. */
  readonly crmDatasets: readonly CrmDataset[]
  readonly folder: string
  /** The folders that say in `segments.csv` what SAP sends: that of the interface it extends, and its own, which adds to it. */
  readonly segments: readonly string[]
}

/**
 * The interfaces that are delivered, and those of a project of one's own. Every folder is an interface and holds an `interface.ts`; its
 * name is the interface's. One of the same name as a delivered one takes its place (see `extendInterface`) and has its value mappings and its segments too.
 * @throws {Misconfigured} naming the file that cannot be used, and where in it
 */
export async function loadInterfaces(
  own?: string,
  delivered: string = import.meta.dirname,
): Promise<Map<string, LoadedInterface>> {
  const interfaces = new Map<string, LoadedInterface>()
  for (const folder of own === undefined ? [delivered] : [delivered, own]) {
    for (const name of await foldersIn(folder)) {
      interfaces.set(name, await loadInterface(join(folder, name), name, interfaces.get(name)))
    }
  }
  return withSharedLists(interfaces)
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted()
}

async function loadInterface(folder: string, name: string, extended: LoadedInterface | undefined): Promise<LoadedInterface> {
  const file = join(folder, `interface${extname(import.meta.filename)}`)
  if (!existsSync(file))
    throw new Misconfigured(`There is no ${file}; every folder beside the other interfaces is one and needs it`)
  const { default: definition } = await importInterface(file)
  if (definition?.name !== name) {
    throw new Misconfigured(`${file} must default-export an interface named '${name}', as its folder is called`)
  }
  const tables = new Map(formsOf(definition).flatMap(({ rows }) => rows.map(({ table }) => [table.name, table] as const)))
  const own = await readValueMappings(join(folder, 'value-mappings'))
  const valueMappings = extended === undefined ? own : overlaid(extended.valueMappings, own)
  const inherited = extended?.segments ?? []
  const segments = inherited.length > 0 && !existsSync(join(folder, 'segments.csv')) ? inherited : [...inherited, folder]
  return {
    ...definition,
    tables: [...tables.values()],
    valueMappings,
    conventions: usualConventions,
    routing: usualRouting,
    folder,
    segments,
    crmDatasets: crmDatasets(definition),
  }
}

/** Whoever writes an interface makes mistakes and wants to know where, not how Node.js came there. */
async function importInterface(file: string): Promise<{ default?: InterfaceDefinition }> {
  try {
    return await import(pathToFileURL(file).href)
  } catch (error) {
    const { message, stack = '' } = error as Error
    // Of what cannot be read as TypeScript the stack begins with the file and the line.
    const where = /^(?:file:\/\/)?(\/.*:\d+|[A-Z]:\\.*:\d+)\n/.exec(stack)?.[1]
    throw new Misconfigured(`${file} cannot be used: ${message}${where === undefined ? '' : ` (${where})`}`, { cause: error })
  }
}
