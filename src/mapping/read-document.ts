import { isFlatIdoc, parseFlatIdoc } from '../idoc/flat.ts'
import { knownLayouts } from '../idoc/layout-folders.ts'
import { parseIdoc } from '../idoc/parse-one.ts'
import type { Document } from '../message/document.ts'

/** Reads a stored payload again, whatever its format. @throws {Rejected} with line and column */
export function readDocument(payload: Uint8Array, contentType: string): Document {
  if (isFlatIdoc(contentType)) return parseFlatIdoc(payload, contentType, knownLayouts)
  return parseIdoc(payload, contentType)
}
