import type { IncomingMessage } from 'node:http'
import { PayloadTooLarge } from '../../idoc/payload-too-large.ts'
import { bodyOf } from '../idoc-http/body.ts'

interface Limits {
  readonly maxPacketBytes: number
  readonly maxIdocBytes: number
}

/** The whole body. @throws {PayloadTooLarge} @throws {Rejected} the sender broke off */
export async function readMessage(request: IncomingMessage, limits: Limits): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of bodyOf(request, Number.POSITIVE_INFINITY)) {
    bytes += chunk.length
    refuseAbove(bytes, limits)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** @throws {PayloadTooLarge} */
export function refuseAbove(bytes: number, { maxPacketBytes, maxIdocBytes }: Limits): void {
  const [most, setting] = maxIdocBytes < maxPacketBytes ? [maxIdocBytes, 'maxIdocBytes'] : [maxPacketBytes, 'maxPacketBytes']
  if (bytes <= most) return
  throw new PayloadTooLarge(
    `The message is larger than ${most} bytes (${setting}); let the proxy's program send fewer objects at once, or raise the limit.`,
  )
}
