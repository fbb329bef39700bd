import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { LoadedInterface } from './load.ts'

/**
 * What the fields of an interface's documents are, by segment and field, as far as its `segments.csv` says; without an interface those of the
 * header alone, as SAP has them in every document: `EDI_DC40/DOCNUM`, `XI/MessageId`.
 * @param language two letters; the column `description_de` tells it in German. What it does not tell is told in English, by `description`.
 */
export async function fieldTexts(loaded: LoadedInterface | undefined, language: string): Promise<ReadonlyMap<string, string>> {
  const own = (loaded?.segments ?? []).map((folder) => rowsOf(join(folder, 'segments.csv')))
  const all = [...(await rowsOf(headers)), ...(await Promise.all(own)).flat()]
  const texts = all.map((row) => [`${row.segment}/${row.field}`, textOf(row, language)] as const)
  return new Map(texts.filter(([, text]) => text !== ''))
}

const headers = join(import.meta.dirname, 'headers.csv')

type Row = Readonly<Record<string, string>>

function rowsOf(file: string): Promise<readonly Row[]> {
  const known = rows.get(file) ?? readRows(file)
  rows.set(file, known)
  return known
}

/** By file; read once. */
const rows = new Map<string, Promise<readonly Row[]>>()

async function readRows(file: string): Promise<readonly Row[]> {
  const content = await readFile(file, 'utf8').catch(() => 'segment,field,description\n')
  return parse(content, { columns: true, bom: true, trim: true, skip_empty_lines: true })
}

function textOf(row: Row, language: string): string {
  return row[`description_${language}`] || (row.description ?? '')
}
