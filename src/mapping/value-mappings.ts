import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

/** Code to code, by list: what a code of SAP's is called in Dynamics 365. */
export interface ValueMappings {
  find(list: string, code: string): string | undefined
  has(list: string): boolean
  /** Every code of a list with its value; none when there is no such list. */
  entries(list: string): ReadonlyMap<string, string>
}

/** For rules that need none. */
export const noValueMappings: ValueMappings = { find: () => undefined, has: () => false, entries: () => new Map() }

/** The lists of `below`, where those of `above` do not say otherwise. */
export function overlaid(below: ValueMappings, above: ValueMappings): ValueMappings {
  return {
    find: (list, code) => above.find(list, code) ?? below.find(list, code),
    has: (list) => above.has(list) || below.has(list),
    entries: (list) => new Map([...below.entries(list), ...above.entries(list)]),
  }
}

/**
 * Reads the lists a folder delivers: each `<list>.csv` with the columns `code` and `value`; further columns are for people. No
 * lists when there is no such folder. @throws {Error} naming the file that is no such list, and why
 */
export async function readValueMappings(folder: string): Promise<ValueMappings> {
  const lists = new Map<string, Map<string, string>>()
  for (const file of (await namesIn(folder)).filter((name) => name.endsWith('.csv'))) {
    lists.set(file.slice(0, -'.csv'.length), await readList(join(folder, file)))
  }
  return valueMappingsOf(lists)
}

/** Lists that are known already. */
export function valueMappingsOf(lists: ReadonlyMap<string, ReadonlyMap<string, string>>): ValueMappings {
  return {
    find: (list, code) => lists.get(list)?.get(code),
    has: (list) => lists.has(list),
    entries: (list) => lists.get(list) ?? new Map(),
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

async function readList(file: string): Promise<Map<string, string>> {
  return parseValueMapping(await readFile(file, 'utf8'), file)
}

/** A list as CSV with the columns `code` and `value`. @throws {Error} naming `file`, and why it is no such list */
export function parseValueMapping(text: string, file: string): Map<string, string> {
  const list = new Map<string, string>()
  for (const { code, value } of rowsOf(text, file)) {
    if (code === '' || value === '') throw new Error(`${file} has a row with no code or no value: '${code}' and '${value}'`)
    if (list.has(code)) throw new Error(`${file} has the code '${code}' twice`)
    list.set(code, value)
  }
  return list
}

function rowsOf(text: string, file: string): { code: string; value: string }[] {
  const columns = (names: string[]) => {
    if (!names.includes('code') || !names.includes('value')) throw new Error('it needs the columns code and value')
    return names
  }
  try {
    return parse(text, { columns, bom: true, trim: true, skip_empty_lines: true })
  } catch (error) {
    throw new Error(`${file} is no value mapping: ${(error as Error).message}`, { cause: error })
  }
}
