import type { IncomingMessage } from 'node:http'
import { PayloadTooLarge } from '../../idoc/payload-too-large.ts'
import { Rejected } from '../../message/errors.ts'
import { isNoGzip, isPlain, unzipped } from './content-coding.ts'

/**
 * The bytes of a body as they come, not compressed any more. When the reader stops early the connection stays open, so that it can still
 * be answered.
 * @throws {PayloadTooLarge} after `maxBytes` @throws {Rejected} the sender broke off, or what came is not the gzip it was said to be
 */
export async function* bodyOf(request: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array, undefined> {
  let bytes = 0
  try {
    for await (const chunk of isPlain(request) ? request.iterator({ destroyOnReturn: false }) : unzipped(request)) {
      bytes += chunk.length
      if (bytes > maxBytes) throw tooLarge(maxBytes)
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof Rejected) throw cause
    if (isNoGzip(cause)) throw notGzip(bytes, cause)
    throw request.complete ? cause : brokenOff(bytes, cause)
  }
}

/** All bytes of a request that has said how few they are. @throws {Rejected} the sender broke off */
export function wholeBody(request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    // A piece has memory of its own: nearly every document comes in one, and need not be copied.
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks)))
    const bytes = () => chunks.reduce((sum, { length }) => sum + length, 0)
    request.once('error', (cause) => reject(brokenOff(bytes(), cause)))
    request.once('close', () => request.complete || reject(brokenOff(bytes(), undefined)))
  })
}

function brokenOff(bytes: number, cause: unknown): Rejected {
  const sentence = `The sender broke off after ${bytes} bytes; nothing was stored, the whole packet must be sent again.`
  return new Rejected(sentence, { cause })
}

function notGzip(bytes: number, cause: unknown): Rejected {
  const sentence = `The body is not gzip, as its Content-Encoding says, or not all of it, after ${bytes} bytes of what it holds; nothing was stored.`
  return new Rejected(sentence, { cause })
}

export function tooLarge(maxBytes: number): PayloadTooLarge {
  return new PayloadTooLarge(
    `The packet is larger than ${maxBytes} bytes (maxPacketBytes); send fewer IDocs at once (packet size in WE20) or raise the limit.`,
  )
}

const patience = 30_000

/**
 * Reads and drops what is left of a request, since a sender that is still writing does not look for an answer.
 * False when there was too much of it, or it took too long.
 */
export function drained(request: IncomingMessage, atMost: number): Promise<boolean> {
  if (request.readableEnded || request.destroyed) return Promise.resolve(true)
  return new Promise((resolve) => {
    let bytes = 0
    const done = (all: boolean) => {
      clearTimeout(timer)
      request.off('data', count)
      resolve(all)
    }
    const count = (chunk: Uint8Array) => {
      bytes += chunk.length
      if (bytes > atMost) done(false)
    }
    const timer = setTimeout(() => done(false), patience)
    request.on('data', count)
    request.once('end', () => done(true))
    request.once('close', () => done(true))
    request.once('error', () => done(true))
    request.resume()
  })
}
