import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

/** Code to code, by list: what a code of SAP's is called in Dynamics 365. */
export interface ValueMappings {
  find(list: string, code: string): string | undefined
  has(list: string): boolean
}

/** For rules that need none. */
export const noValueMappings: ValueMappings = { find: () => undefined, has: () => false }

/** Reads the lists a folder delivers: each `<list>.csv` with the columns `code` and `value`; further columns are for people. */
export async function readValueMappings(folder: string): Promise<ValueMappings> {
  const lists = new Map<string, Map<string, string>>()
  const files = await readdir(folder).catch(() => [] as string[])
  for (const file of files.filter((name) => name.endsWith('.csv'))) {
    lists.set(file.slice(0, -'.csv'.length), await readList(join(folder, file)))
  }
  return { find: (list, code) => lists.get(list)?.get(code), has: (list) => lists.has(list) }
}

async function readList(file: string): Promise<Map<string, string>> {
  const rows: Record<string, string>[] = parse(await readFile(file, 'utf8'), {
    columns: true,
    bom: true,
    trim: true,
    skip_empty_lines: true,
  })
  const list = new Map<string, string>()
  for (const { code, value } of rows) {
    if (code === undefined || value === undefined) throw new Error(`${file} needs the columns code and value`)
    if (list.has(code)) throw new Error(`${file} has the code '${code}' twice`)
    list.set(code, value)
  }
  return list
}
