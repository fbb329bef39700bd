import { mediaTypeOf } from './media-type.ts'
import { boundaryAtStart } from './multipart.ts'
import { xi30 } from './namespaces.ts'

/** Whether a payload is an XI message and not IDoc XML, which is never multipart and never speaks of XI. */
export function isXi(payload: Uint8Array, contentType: string): boolean {
  if (mediaTypeOf(contentType).type.startsWith('multipart/') || boundaryAtStart(payload) !== undefined) return true
  const start = Buffer.from(payload.subarray(0, 65_536)).toString('latin1').replaceAll('\0', '')
  return /^[^<]*(?:<[?!][^>]*>\s*)*<(?:[\w.-]+:)?Envelope[\s>]/.test(start) && start.includes(xi30)
}
