import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'

/** The segments of an IDoc type by name, as its documentation (transaction WE60) has them. */
export type Segments = ReadonlyMap<string, SegmentDefinition>

export interface SegmentDefinition {
  /** The segments it may stand in; none for one that stands at the top. */
  readonly parents: ReadonlySet<string>
  /** With the length of each, as SAP documents it; 0 when the list does not say. */
  readonly fields: ReadonlyMap<string, number>
}

/**
 * Reads `segments.csv` of an interface: a row for each field, with the columns `segment`, `parent` (empty at the top) and
 * `field`, and a `length` where it is known; further columns are for people (`interfaces/field-texts.ts`). What a later file says adds
 * to those before it. @throws {Error} naming the file, and what is wrong with it
 */
export async function readSegments(files: readonly string[]): Promise<Segments> {
  const segments = new Map<string, { parents: Set<string>; fields: Map<string, number> }>()
  for (const file of files) {
    for (const { segment, parent, field, length = '' } of rowsOf(await textOf(file), file)) {
      const { parents, fields } = segments.get(segment) ?? { parents: new Set(), fields: new Map() }
      if (parent !== '') parents.add(parent)
      segments.set(segment, { parents, fields: fields.set(field, /^\d+$/.test(length) ? Number(length) : 0) })
    }
    refuseOrphans(segments, file)
  }
  return segments
}

function refuseOrphans(segments: Segments, file: string): void {
  for (const [name, { parents }] of segments) {
    const missing = [...parents].find((parent) => !segments.has(parent))
    if (missing === undefined) continue
    throw new Error(
      `${file} says that ${name} stands in ${missing}, a segment it does not have; add a row for a field of ${missing}, or leave the parent empty`,
    )
  }
}

/** Whether one segment stands in another, at any depth. */
export function standsIn(segments: Segments, name: string, other: string): boolean {
  const seen = new Set<string>()
  const climb = (one: string): boolean =>
    [...(segments.get(one)?.parents ?? [])].some((parent) => {
      if (parent === other) return true
      if (seen.has(parent)) return false
      seen.add(parent)
      return climb(parent)
    })
  return climb(name)
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new Error(`${file} cannot be read; it says which segments and fields the documents of the interface have`, {
      cause: error,
    })
  }
}

function rowsOf(text: string, file: string): { segment: string; parent: string; field: string; length?: string }[] {
  const columns = (names: string[]) => {
    if (!['segment', 'parent', 'field'].every((name) => names.includes(name)))
      throw new Error('it needs the columns segment, parent and field')
    return names
  }
  try {
    return parse(text, { columns, bom: true, trim: true, skip_empty_lines: true })
  } catch (error) {
    throw new Error(`${file} is no list of segments: ${(error as Error).message}`, { cause: error })
  }
}
