import type { IncomingMessage } from 'node:http'
import { PayloadTooLarge } from '../../idoc/payload-too-large.ts'
import { Rejected } from '../../message/errors.ts'
import { isNoGzip, isPlain, unzipped } from './content-coding.ts'

/**
 * The bytes of a body as they come, not compressed any more. When the reader stops early the connection stays open, so that it can still
 * be answered.
 * @param mostSilence milliseconds within which something more of it must come
 * @throws {PayloadTooLarge} after `maxBytes` @throws {Rejected} the sender broke off or stood still, or what came is not the gzip it was said to be
 */
export async function* bodyOf(
  request: IncomingMessage,
  maxBytes: number,
  mostSilence = patience,
): AsyncGenerator<Uint8Array, undefined> {
  let bytes = 0
  try {
    const chunks = isPlain(request) ? request.iterator({ destroyOnReturn: false }) : unzipped(request)
    for await (const chunk of promptly(chunks, mostSilence)) {
      bytes += chunk.length
      if (bytes === chunk.length) noteStart(request, chunk)
      if (bytes > maxBytes) throw tooLarge(maxBytes)
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof Silence) throw stoodStill(bytes, mostSilence)
    if (cause instanceof Rejected) throw cause
    if (isNoGzip(cause)) throw notGzip(bytes, cause)
    throw request.complete ? cause : brokenOff(bytes, cause)
  }
}

/** All bytes of a request that has said how few they are. @throws {Rejected} the sender broke off or stood still */
export function wholeBody(request: IncomingMessage, mostSilence = patience): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    const timer = setTimeout(() => reject(stoodStill(bytes(), mostSilence)), mostSilence)
    request.on('data', (chunk: Uint8Array) => {
      if (chunks.push(chunk) === 1) noteStart(request, chunk)
      timer.refresh()
    })
    // A piece has memory of its own: nearly every document comes in one, and need not be copied.
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks)))
    const bytes = () => chunks.reduce((sum, { length }) => sum + length, 0)
    request.once('error', (cause) => reject(brokenOff(bytes(), cause)))
    request.once('close', () => request.complete || reject(brokenOff(bytes(), undefined)))
    const end = () => clearTimeout(timer)
    request.once('end', end).once('close', end)
  })
}

/** What the body of a request began with, as far as it was read; not compressed any more. */
export function startOf(request: Started): Uint8Array | undefined {
  return request[start]
}

function noteStart(request: Started, chunk: Uint8Array): void {
  request[start] = chunk
}

/** On the request itself: whatever is in a WeakMap costs the garbage collection something each time. */
const start = Symbol('start')
type Started = IncomingMessage & { [start]?: Uint8Array }

/** What comes, for as long as it comes. @throws {Silence} */
async function* promptly<T>(chunks: AsyncIterable<T>, mostSilence: number): AsyncGenerator<T, undefined> {
  const iterator = chunks[Symbol.asyncIterator]()
  let isSilent = false
  try {
    for (;;) {
      const silence = Promise.withResolvers<never>()
      const timer = setTimeout(() => silence.reject(new Silence()), mostSilence)
      const next = await Promise.race([iterator.next(), silence.promise]).finally(() => clearTimeout(timer))
      if (next.done) return
      yield next.value
    }
  } catch (error) {
    isSilent = error instanceof Silence
    throw error
  } finally {
    const end = iterator.return?.()
    // What is still waited for does not let it end.
    if (isSilent) end?.catch(() => {})
    else await end
  }
}

class Silence extends Error {}

function stoodStill(bytes: number, mostSilence: number): Rejected {
  const seconds = Math.ceil(mostSilence / 1000)
  return new Rejected(
    `Nothing came for ${seconds} seconds after ${bytes} bytes; nothing was stored, the whole packet must be sent again.`,
  )
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

/** Milliseconds within which more must come of a body that is read. */
const patience = 60_000
/** Milliseconds for what is left of one that is not. */
const drainPatience = 30_000

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
    const timer = setTimeout(() => done(false), drainPatience)
    request.on('data', count)
    request.once('end', () => done(true))
    request.once('close', () => done(true))
    request.once('error', () => done(true))
    request.resume()
  })
}
