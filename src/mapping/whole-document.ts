import type { Document, Segment } from '../message/document.ts'

/**
 * The whole document as one segment, `IDOC`, for types whose segments stand side by side, such as ORDERS05 and INVOIC02. Every segment
 * of it is found below, and its fields from anywhere by paths such as `/IDOC/E1EDK01/CURCY`.
 */
export function wholeDocument(document: Document): Segment {
  const known = roots.get(document)
  if (known !== undefined) return known
  const segments: Segment[] = []
  const root: Segment = { name: 'IDOC', fields: {}, segments, parent: undefined, line: document.segments[0]?.line ?? 1 }
  segments.push(...document.segments.map((segment) => copyBelow(root, segment)))
  roots.set(document, root)
  return root
}

const roots = new WeakMap<Document, Segment>()

function copyBelow(parent: Segment, original: Segment): Segment {
  const segments: Segment[] = []
  const copy: Segment = { ...original, parent, segments }
  segments.push(...original.segments.map((segment) => copyBelow(copy, segment)))
  return copy
}
