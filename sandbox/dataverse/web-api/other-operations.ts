import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

/** Whether Dynamics 365 has an unbound function or action of this name, which the sandbox has not (Microsoft: Web API reference). */
export function isDoneElsewhere(name: string): boolean {
  return names.has(name)
}

const file = join(import.meta.dirname, '../tables/operations.csv')
const names = new Set((parse(readFileSync(file, 'utf8'), { columns: true }) as { name: string }[]).map(({ name }) => name))
