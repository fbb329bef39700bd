import { isFlatIdoc, parseFlatIdoc } from '../idoc/flat.ts'
import { knownLayouts } from '../idoc/layout-folders.ts'
import { parseIdoc } from '../idoc/parse-one.ts'
import type { Document } from '../message/document.ts'
import { isXi } from '../xi/is-xi.ts'
import { parseXi } from '../xi/parse.ts'
import { type AgainRequest, againContentType, againDocument } from './again.ts'
import { type CrmRequest, crmContentType, crmDocument } from './crm.ts'

/** Reads a stored payload again, whatever its format. @throws {Rejected} with line and column */
export function readDocument(payload: Uint8Array, contentType: string): Document {
  if (contentType === crmContentType) return crmDocument(JSON.parse(Buffer.from(payload).toString('utf8')) as CrmRequest)
  if (contentType === againContentType) return againDocument(JSON.parse(Buffer.from(payload).toString('utf8')) as AgainRequest)
  if (isFlatIdoc(contentType)) return parseFlatIdoc(payload, contentType, knownLayouts)
  return isXi(payload, contentType) ? parseXi(payload, contentType) : parseIdoc(payload, contentType)
}
