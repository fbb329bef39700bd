import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { LoadedInterface } from './load.ts'

/** What the fields of an interface's documents are, by segment and field, as far as its `segments.csv` says; read once. */
export function fieldTexts({ segments }: LoadedInterface): Promise<ReadonlyMap<string, string>> {
  const known = texts.get(segments) ?? readTexts(join(segments, 'segments.csv'))
  texts.set(segments, known)
  return known
}

const texts = new Map<string, Promise<ReadonlyMap<string, string>>>()

async function readTexts(file: string): Promise<ReadonlyMap<string, string>> {
  const content = await readFile(file, 'utf8').catch(() => 'segment,field,description\n')
  const rows = parse(content, { columns: true, bom: true, trim: true, skip_empty_lines: true }) as Record<string, string>[]
  const told = rows.filter(({ description = '' }) => description !== '')
  return new Map(told.map(({ segment, field, description = '' }) => [`${segment}/${field}`, description]))
}
