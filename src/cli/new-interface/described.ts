import type { Document } from '../../message/document.ts'

/** A field of the documents of an interface: a line of `segments.csv`. */
export interface DescribedField {
  readonly segment: string
  /** The segment it stands in; empty at the top. */
  readonly parent: string
  readonly field: string
  /** In characters; 0 where nobody says. */
  readonly length: number
  readonly description: string
}

/** What a file says of the documents of an interface. */
export interface Described {
  readonly fields: readonly DescribedField[]
  readonly source: Source
  /** Where the file is such a document. */
  readonly document?: Document
}

/** By what the documents are told from others. */
export type Source =
  | { readonly kind: 'idoc'; readonly messageType: string }
  | { readonly kind: 'xi'; readonly name: string; readonly namespace: string }

/** The field of a segment that has none, so that the segment is there. */
export const noField = ''

/** All that several files say; what one knows of a field and the one before did not is added to it. */
export function together(all: readonly Described[]): DescribedField[] {
  const fields = new Map<string, DescribedField>()
  for (const one of all.flatMap((described) => described.fields)) {
    const name = [one.segment, one.parent, one.field].join(' ')
    const { length = 0, description = '' } = fields.get(name) ?? {}
    fields.set(name, { ...one, length: length || one.length, description: description || one.description })
  }
  return [...fields.values()].filter((one) => one.field !== noField || !hasFields(fields, one.segment))
}

function hasFields(fields: ReadonlyMap<string, DescribedField>, segment: string): boolean {
  return [...fields.values()].some((one) => one.segment === segment && one.field !== noField)
}
