import { surroundingsOf } from '../interfaces/surroundings-of.ts'
import { mapObject } from '../mapping/map-object.ts'
import { objectsOf } from '../mapping/objects-of.ts'
import { readDocument } from '../mapping/read-document.ts'
import type { Document } from '../message/document.ts'
import { IntegrationError, Rejected } from '../message/errors.ts'
import { objectKey } from '../message/object-key.ts'
import type { ColumnValue, Write } from '../message/write.ts'
import { definitionFor, type Interfaces, interfaceFor } from './interfaces.ts'

/** What a document would write for one business object, or why it cannot. */
export interface Preview {
  readonly objectKey: string
  readonly writes: {
    readonly table: string
    readonly operation: Write['operation']
    readonly key: Write['key']
    readonly columns: Readonly<Record<string, { readonly value: ColumnValue; readonly source: string }>>
  }[]
  readonly warnings: readonly string[]
  readonly problem?: string
}

/** Maps a document and touches nothing. @throws {Rejected} not well-formed, or a type that no interface takes */
export function preview(
  interfaces: Interfaces,
  { payload, contentType }: { payload: Uint8Array; contentType: string },
): Preview[] {
  const document = readDocument(payload, contentType)
  const found = interfaceFor(interfaces, document)
  if (found === undefined) throw new Rejected(`No interface takes documents of ${kindOf(document)}`)
  const definition = definitionFor(found, document)
  return objectsOf(definition, document).map((object) => {
    const key = objectKey(found.name, object.businessKey)
    if (object.problem !== undefined) return { objectKey: key, writes: [], warnings: [], problem: object.problem }
    try {
      const mapped = mapObject(definition, object, surroundingsOf(found, document))
      const writes = mapped.writes.map(({ table, operation, key, columns, sources }) => ({
        table: table.name,
        operation,
        key,
        columns: Object.fromEntries(
          Object.entries(columns).map(([name, value]) => [name, { value, source: sources[name] ?? '' }]),
        ),
      }))
      return { objectKey: key, writes, warnings: mapped.warnings }
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error
      return { objectKey: key, writes: [], warnings: [], problem: error.message }
    }
  })
}

function kindOf({ header }: Document): string {
  return header.MessageId === undefined
    ? `message type ${header.MESTYP ?? 'unknown'}`
    : `the proxy interface ${header.Interface ?? ''} in ${header.InterfaceNamespace ?? 'no namespace'}`
}
