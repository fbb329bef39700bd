import { surroundingsOf } from '../interfaces/surroundings-of.ts'
import { againIn } from '../mapping/again.ts'
import { type MappedWrite, mapRows } from '../mapping/map-object.ts'
import { type Place, placesIn } from '../mapping/places.ts'
import type { Document } from '../message/document.ts'
import { IntegrationError, Rejected } from '../message/errors.ts'
import { objectKey } from '../message/object-key.ts'
import type { ColumnValue } from '../message/write.ts'
import { inTurns } from './in-turns.ts'
import { definitionFor, type Interfaces, interfaceFor } from './interfaces.ts'
import { objectsIn } from './objects-in.ts'

/** What a document would write for one business object, or why it cannot. */
export interface Preview {
  readonly objectKey: string
  readonly writes: readonly PreviewedWrite[]
  readonly warnings: readonly string[]
  readonly problem?: string
}

export interface PreviewedWrite {
  readonly table: string
  readonly operation: MappedWrite['operation']
  readonly key: MappedWrite['key']
  readonly columns: Readonly<Record<string, PreviewedColumn>>
}

export interface PreviewedColumn {
  readonly value: ColumnValue
  readonly source: string
  /** Where in the document that is; of what is made up or said by its absence, nowhere. */
  readonly places: readonly Place[]
}

/**
 * Maps a document and touches nothing. @throws {Rejected} a type that no interface takes
 * @param only which of its objects, by their keys and their places from 0; all unless told, which of a document of ten thousand takes seconds
 */
export function preview(interfaces: Interfaces, document: Document, only?: Only): Preview[] {
  const { objects, map } = previewer(interfaces, document, only)
  return objects.map(map)
}

/** The same while other work has its turn. @throws {Rejected} as {@link preview} */
export async function previewInTurns(interfaces: Interfaces, document: Document, only?: Only): Promise<Preview[]> {
  const { objects, map } = previewer(interfaces, document, only)
  return inTurns(objects, map)
}

type Only = (objectKey: string, place: number) => boolean

function previewer(interfaces: Interfaces, document: Document, only: Only = () => true) {
  const found = interfaceFor(interfaces, document)
  if (found === undefined) throw new Rejected(`No interface takes documents of ${kindOf(document)}`)
  const definition = definitionFor(found, document)
  const placesOf = placesIn(document)
  const objects = [...objectsIn(found, document).values()]
    .map((object) => ({ object, key: objectKey(found.name, object.businessKey) }))
    .filter(({ key }, place) => only(key, place))
  const map = ({ object, key }: (typeof objects)[number]): Preview => {
    // What is to be written again is not in the document.
    if (againIn(document) !== undefined) return { objectKey: key, writes: [], warnings: [] }
    if (object.problem !== undefined) return { objectKey: key, writes: [], warnings: [], problem: object.problem }
    try {
      const { rows, warnings } = mapRows(definition, object, surroundingsOf(found, document))
      return { objectKey: key, writes: rows.map((row) => previewed(row.write, placesOf(row))), warnings }
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error
      return { objectKey: key, writes: [], warnings: [], problem: error.message }
    }
  }
  return { objects, map }
}

function previewed(
  { table, operation, key, columns, sources }: MappedWrite,
  places: Readonly<Record<string, readonly Place[]>>,
): PreviewedWrite {
  const shown = Object.entries(columns).map(([name, value]) => [
    name,
    { value, source: sources[name] ?? '', places: places[name] ?? [] },
  ])
  return { table: table.name, operation, key, columns: Object.fromEntries(shown) }
}

function kindOf({ header }: Document): string {
  return header.Interface === undefined
    ? `message type ${header.MESTYP ?? 'unknown'}`
    : `the proxy interface ${header.Interface ?? ''} in ${header.InterfaceNamespace ?? 'no namespace'}`
}
