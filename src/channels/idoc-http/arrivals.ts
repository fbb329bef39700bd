import { arrivalOf } from '../../idoc/arrival-of.ts'
import type { PacketOptions } from '../../idoc/packet-reader.ts'
import { parseIdocs } from '../../idoc/parse.ts'
import { parsePacket } from '../../idoc/parse-packet.ts'
import type { Arrival } from '../../message/arrival.ts'

/** What a packet that is there as a whole holds, one arrival an IDoc. @throws {Rejected} with line and column */
export function arrivalsIn(body: Uint8Array, options: PacketOptions): readonly Arrival[] {
  return parsePacket(body, options).map((parsed) => arrivalOf(parsed, { channel, contentType: options.contentType }))
}

/** What a packet holds, one arrival an IDoc, while its bytes still come in. */
export async function* arrivalsOf(body: AsyncIterable<Uint8Array>, options: PacketOptions): AsyncGenerator<Arrival, undefined> {
  const { contentType } = options
  for await (const parsed of parseIdocs(body, options)) yield arrivalOf(parsed, { channel, contentType })
}

const channel = 'idoc-http'
