import type { Document, Segment } from '../../message/document.ts'
import { type Described, type DescribedField, noField, type Source } from './described.ts'

/** What a document has in it: only the segments and fields that are filled there. */
export function describeDocument(document: Document): Described {
  return { fields: fieldsOf(document.segments, ''), source: sourceOf(document), document }
}

function fieldsOf(segments: readonly Segment[], parent: string): DescribedField[] {
  return segments.flatMap(({ name, fields, segments: within }) => {
    const names = Object.keys(fields)
    const own = (names.length === 0 ? [noField] : names).map((field) => ({
      segment: name,
      parent,
      field,
      length: 0,
      description: '',
    }))
    return [...own, ...fieldsOf(within, name)]
  })
}

function sourceOf({ header }: Document): Source {
  const { Interface: name, InterfaceNamespace: namespace, MESTYP = '', IDOCTYP = '' } = header
  if (name !== undefined && namespace !== undefined) return { kind: 'xi', name, namespace }
  return { kind: 'idoc', messageType: MESTYP || withoutRelease(IDOCTYP) }
}

/** The message type that a basic type is usually sent as: `ORDERS05` is ORDERS. */
export function withoutRelease(basicType: string): string {
  return basicType.replace(/\d\d$/, '')
}
