import type { Document } from '../message/document.ts'
import { Rejected } from '../message/errors.ts'
import { type FlatOptions, FlatReader } from './flat-reader.ts'
import type { ParsedIdoc } from './packet-reader.ts'
import type { SegmentLayouts } from './segment-layouts.ts'

/** The media type flat IDocs are stored under; its charset says how, as they cannot. */
export const flatMediaType = 'text/x-idoc'

export function isFlatIdoc(contentType: string): boolean {
  return contentType.split(';')[0]?.trim().toLowerCase() === flatMediaType
}

/**
 * The IDocs of a flat file, one by one while its bytes are read. Memory is bounded by one IDoc, not by the file.
 * @throws {Rejected} with the line; IDocs given before that are void, since a file is taken whole or not at all
 */
export async function* parseFlatIdocs(chunks: AsyncIterable<Uint8Array>, options: FlatOptions): AsyncGenerator<ParsedIdoc> {
  const reader = new FlatReader(options)
  for await (const chunk of chunks) yield* reader.write(chunk)
  yield* reader.end()
}

/** The document of a stored flat payload, which holds exactly one IDoc. @throws {Rejected} with the line */
export function parseFlatIdoc(payload: Uint8Array, contentType: string, layouts: SegmentLayouts): Document {
  const reader = new FlatReader({ contentType, layouts, maxIdocBytes: Number.POSITIVE_INFINITY })
  const [first, second] = [...reader.write(payload), ...reader.end()]
  if (!first || second) throw new Rejected('The payload must hold exactly one IDoc; send several as a file instead.')
  return first.document
}
