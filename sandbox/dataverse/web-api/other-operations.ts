import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

/** Whether Dynamics 365 has an unbound function or action of this name, which the sandbox has not (Microsoft: Web API reference). */
export function isDoneElsewhere(name: string): boolean {
  return names.has(name)
}

/** The same of those that are bound to rows of some table (Microsoft: Dataverse v8.2 metadata). */
export function isBoundElsewhere(name: string): boolean {
  return boundNames.has(name)
}

const names = namesIn('operations.csv')
const boundNames = namesIn('bound-operations.csv')

function namesIn(file: string): ReadonlySet<string> {
  const text = readFileSync(join(import.meta.dirname, '../tables', file), 'utf8')
  return new Set((parse(text, { columns: true }) as { name: string }[]).map(({ name }) => name))
}
