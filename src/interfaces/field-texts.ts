import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { LoadedInterface } from './load.ts'

/**
 * What the fields of an interface's documents are, by segment and field, as far as its `segments.csv` says.
 * @param language two letters; the column `description_de` tells it in German. What it does not tell is told in English, by `description`.
 */
export async function fieldTexts({ segments }: LoadedInterface, language: string): Promise<ReadonlyMap<string, string>> {
  const known = rows.get(segments) ?? readRows(join(segments, 'segments.csv'))
  rows.set(segments, known)
  const texts = (await known).map((row) => [`${row.segment}/${row.field}`, textOf(row, language)] as const)
  return new Map(texts.filter(([, text]) => text !== ''))
}

/** By folder; read once. */
const rows = new Map<string, Promise<readonly Record<string, string>[]>>()

async function readRows(file: string): Promise<readonly Record<string, string>[]> {
  const content = await readFile(file, 'utf8').catch(() => 'segment,field,description\n')
  return parse(content, { columns: true, bom: true, trim: true, skip_empty_lines: true })
}

function textOf(row: Readonly<Record<string, string>>, language: string): string {
  return row[`description_${language}`] || (row.description ?? '')
}
