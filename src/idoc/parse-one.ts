import type { Document } from '../message/document.ts'
import { Rejected } from '../message/errors.ts'
import { parsePacket } from './parse-packet.ts'

/** The document of a stored payload, which holds exactly one IDoc. @throws {Rejected} with line and column */
export function parseIdoc(payload: Uint8Array, contentType: string): Document {
  const [first, second] = parsePacket(payload, { contentType, maxIdocBytes: Number.POSITIVE_INFINITY })
  if (!first || second) throw new Rejected('The payload must hold exactly one IDoc; send several as a packet instead.')
  return first.document
}
