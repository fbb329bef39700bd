import { parseFlatIdocs } from '../../src/idoc/flat.ts'
import type { ParsedIdoc } from '../../src/idoc/packet-reader.ts'
import { layoutFor, type SegmentLayouts } from '../../src/idoc/segment-layouts.ts'
import { readWe60 } from '../../src/idoc/we60.ts'
import type { Segment } from '../../src/message/document.ts'
import { flatDebmas, we60 } from './flat-idocs.ts'

export const layouts = layoutsOf(we60())

/** Three flat IDocs, with letters that encodings differ in. */
export const three = [
  flatDebmas({ docnum: 1, customer: '4711', name: 'Müller & Söhne', contact: { number: '7', name: 'Ägidius' } }),
  flatDebmas({ docnum: 2, customer: '4712', name: 'ÄÖÜ'.repeat(11), header: { TABNAM: 'EDI_DC40' } }),
  flatDebmas({ docnum: 3, customer: '4713', name: 'ß' }),
]

/** The IDocs of a flat file that comes in pieces. */
export async function allOf(
  bytes: Buffer,
  contentType = 'text/x-idoc; charset=utf-8',
  options: { layouts?: SegmentLayouts; maxIdocBytes?: number; size?: number } = {},
): Promise<ParsedIdoc[]> {
  const { size = 65_536 } = options
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  return Array.fromAsync(parseFlatIdocs(pieces(), { contentType, layouts, maxIdocBytes: 1_000_000, ...options }))
}

export function layoutsOf(text: string): SegmentLayouts {
  const known = new Map(readWe60(text).map((layout) => [layout.definition, layout]))
  return { place: 'Put it there.', find: (definition) => layoutFor(known, definition) }
}

/** A segment without its place. */
export function said({ name, fields, segments }: Segment): unknown {
  return { name, fields, segments: segments.map(said) }
}
