import { randomFillSync } from 'node:crypto'

/**
 * A new message id: a UUIDv7 (RFC 9562, 5.7), greater than every one this process made before.
 * Within a millisecond the 12 bits after the version count on (RFC 9562, 6.2, method 1).
 */
export function newMessageId(now = Date.now()): string {
  if (now > lastMillisecond) {
    lastMillisecond = now
    counter = randomBytes(2).readUInt16BE() & 0x07ff
  } else if (++counter > 0x0fff) {
    lastMillisecond++
    counter = 0
  }
  const random = randomBytes(8)
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80
  return format(`${hex(lastMillisecond, 12)}7${hex(counter, 3)}${random.toString('hex')}`)
}

/** When the id was made. */
export function timeOf(messageId: string): Date {
  return new Date(Number.parseInt(messageId.replaceAll('-', '').slice(0, 12), 16))
}

/** The id of its trace (W3C Trace Context, "trace-id"): the same without hyphens. */
export function traceIdOf(messageId: string): string {
  return messageId.replaceAll('-', '')
}

/** Not greater than any id made at `time` or later; where a time range of messages begins. */
export function lowestId(time: Date): string {
  return format(hex(time.getTime(), 12).padEnd(32, '0'))
}

/** The ids that begin with what a person typed; none when that is not the beginning of a UUID. */
export function idsBeginningWith(prefix: string): { from: string; to: string } | undefined {
  const digits = prefix.toLowerCase().replaceAll('-', '')
  if (!/^[0-9a-f]{1,32}$/.test(digits)) return undefined
  return { from: format(digits.padEnd(32, '0')), to: format(digits.padEnd(32, 'f')) }
}

/** The identity of an XI message whose id a person gave, in whatever form; nothing when it is no whole id. */
export function xiIdentity(id: string): string | undefined {
  const digits = id.toLowerCase().replaceAll('-', '')
  return /^[0-9a-f]{32}$/.test(digits) ? `xi/${format(digits)}` : undefined
}

let lastMillisecond = 0
let counter = 0

/** Asked of the system for hundreds of ids at a time: asking costs more than the bytes. */
const pool = Buffer.alloc(4096)
let used = pool.length

function randomBytes(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += count
  return pool.subarray(used - count, used)
}

function hex(number: number, digits: number): string {
  return Math.max(0, number).toString(16).padStart(digits, '0')
}

function format(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
