import type { Document, Segment } from '../message/document.ts'
import type { MappedRow } from './map-object.ts'
import { allBelow, find, type Path, parsePath } from './path.ts'
import { wholeDocument } from './whole-document.ts'

/** Where in a document a value stands. */
export interface Place {
  /** The way to the segment, by positions: `0.2` is the third segment in the first one. `header` is the header. */
  readonly segment: string
  readonly field: string
}

/** Tells where the values of a document's rows stand in it: for each column its places, in the order its source names them. */
export function placesIn(document: Document): (mapped: MappedRow) => Readonly<Record<string, readonly Place[]>> {
  const ways = new Map<Segment, string>()
  noteWays(ways, document.segments, '')
  // An interface that takes the document as one segment reads a copy of it.
  noteWays(ways, wholeDocument(document).segments, '')
  return ({ write, row, reading }) =>
    Object.fromEntries(
      Object.entries(write.sources).map(([column, source]) => {
        const paths = row.paths[column] ?? []
        return [column, source.split(' + ').flatMap((one) => placeOf(one, paths, reading, ways) ?? [])]
      }),
    )
}

function noteWays(ways: Map<Segment, string>, segments: readonly Segment[], above: string): void {
  for (const [index, segment] of segments.entries()) {
    ways.set(segment, `${above}${index}`)
    noteWays(ways, segment.segments, `${above}${index}.`)
  }
}

/** By the rule's own path where it has one for it; a rule that only names what it reads is taken at its word. */
function placeOf(
  source: string,
  paths: readonly Path[],
  reading: MappedRow['reading'],
  ways: ReadonlyMap<Segment, string>,
): Place | undefined {
  for (const path of paths) {
    const found = find(path, reading)
    if (found === undefined) continue
    if (found.segment === undefined && path.text === source) return { segment: 'header', field: path.field }
    if (found.segment === undefined || `${found.segment.name}/${path.field}` !== source) continue
    const way = ways.get(found.segment)
    if (way !== undefined) return { segment: way, field: path.field }
  }
  const segment = foundAt(source, reading) ?? segmentNamed(source, reading.segments)
  const way = segment && ways.get(segment)
  return way === undefined ? undefined : { segment: way, field: fieldOf(source) }
}

/** Where a source is a path as rules write them; a rule of one's own may say anything. */
function foundAt(source: string, reading: MappedRow['reading']): Segment | undefined {
  try {
    return find(parsePath(source), reading)?.segment
  } catch {
    return undefined
  }
}

function segmentNamed(source: string, segments: readonly Segment[]): Segment | undefined {
  const name = source.split('/').at(-2)?.replace(/\[.*$/, '')
  if (name === undefined) return undefined
  const near = segments.flatMap((segment) => [segment, ...allBelow(segment, name), ...enclosing(segment)])
  return near.find((segment) => segment.name === name && (segment.fields[fieldOf(source)] ?? '') !== '')
}

function enclosing({ parent }: Segment): Segment[] {
  return parent === undefined ? [] : [parent, ...enclosing(parent)]
}

function fieldOf(source: string): string {
  return source.split('/').at(-1) ?? ''
}
