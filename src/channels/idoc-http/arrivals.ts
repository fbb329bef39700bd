import type { IncomingMessage } from 'node:http'
import { arrivalOf } from '../../idoc/arrival-of.ts'
import type { PacketOptions } from '../../idoc/packet-reader.ts'
import { mostWholeBytes, parseIdocs } from '../../idoc/parse.ts'
import { parsePacket } from '../../idoc/parse-packet.ts'
import type { Arrival } from '../../message/arrival.ts'
import { bodyOf, wholeBody } from './body.ts'

/** What a request holds, one arrival an IDoc: of a small one all of it, of a large one while its bytes still come in. */
export async function arrivalsIn(
  request: IncomingMessage,
  { maxPacketBytes, ...limits }: { maxPacketBytes: number; maxIdocBytes: number },
): Promise<readonly Arrival[] | AsyncGenerator<Arrival, undefined>> {
  const options = { contentType: request.headers['content-type'] ?? '', ...limits }
  const length = request.headers['content-length']
  if (length !== undefined && Number(length) <= mostWholeBytes(options)) {
    const { contentType } = options
    return parsePacket(await wholeBody(request), options).map((parsed) => arrivalOf(parsed, { channel, contentType }))
  }
  return arrivalsOf(bodyOf(request, maxPacketBytes), options)
}

/** What a packet holds, one arrival an IDoc, while its bytes still come in. */
export async function* arrivalsOf(body: AsyncIterable<Uint8Array>, options: PacketOptions): AsyncGenerator<Arrival, undefined> {
  const { contentType } = options
  for await (const parsed of parseIdocs(body, options)) yield arrivalOf(parsed, { channel, contentType })
}

const channel = 'idoc-http'
