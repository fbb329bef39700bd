import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** Whether the bytes of a request are its body's own. */
export function isPlain(request: Pick<IncomingMessage, 'headers'>): boolean {
  const coding = codingOf(request)
  return coding === '' || coding === 'identity'
}

/** How a body is compressed that this end cannot read (RFC 9110, 8.4.1); nothing when it can. */
export function unknownCoding(request: Pick<IncomingMessage, 'headers'>): string | undefined {
  return isPlain(request) || isGzip(codingOf(request)) ? undefined : codingOf(request)
}

/**
 * The body of a request that SAP compressed (SM59, Special Options), as it was before. Who stops reading it can still read the rest of the
 * request. Ends with an error when it is no gzip, or the sender breaks off.
 */
export function unzipped(request: IncomingMessage): Readable {
  const plain = createGunzip()
  const endsEarly = () => request.complete || plain.destroy(new Error('aborted'))
  request.once('close', endsEarly).once('error', endsEarly).pipe(plain)
  return plain
}

/** Whether a body is not the gzip it was said to be, or not all of it. */
export function isNoGzip(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}

function isGzip(coding: string): boolean {
  return coding === 'gzip' || coding === 'x-gzip'
}

function codingOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  return headers['content-encoding']?.trim().toLowerCase() ?? ''
}
