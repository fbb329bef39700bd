import type { IncomingMessage } from 'node:http'
import pLimit from 'p-limit'
import { mostWholeBytes } from '../../idoc/parse.ts'
import type { Accept, Accepted, Arrival } from '../../message/arrival.ts'
import { arrivalsIn, arrivalsOf } from './arrivals.ts'
import { bodyOf, wholeBody } from './body.ts'
import { isPlain } from './content-coding.ts'

/**
 * Takes the packet a request holds: a small one when all of it is there, a large one while its bytes still come in.
 * @param check throws where an IDoc is not its sender's; then nothing of the packet is stored
 */
export async function takePacket(
  request: IncomingMessage,
  { accept, maxPacketBytes, maxIdocBytes }: { accept: Accept; maxPacketBytes: number; maxIdocBytes: number },
  check: (arrival: Arrival) => void,
): Promise<readonly Accepted[]> {
  const checked = (arrival: Arrival) => {
    check(arrival)
    return arrival
  }
  const options = { contentType: request.headers['content-type'] ?? '', maxIdocBytes }
  const length = request.headers['content-length']
  if (isPlain(request) && length !== undefined && Number(length) <= mostWholeBytes(options)) {
    const body = await wholeBody(request)
    const take = () => accept(arrivalsIn(body, options).map(checked))
    return body.length > ofMany ? await fewAtOnce(take) : await take()
  }
  const packet = each(arrivalsOf(bodyOf(request, maxPacketBytes), options), checked)
  try {
    return await accept(packet)
  } finally {
    // Lets go of the body where the packet was not read to its end, so that the rest of it can be drained.
    await packet.return(undefined)
  }
}

async function* each(
  arrivals: AsyncIterable<Arrival>,
  checked: (arrival: Arrival) => Arrival,
): AsyncGenerator<Arrival, undefined> {
  for await (const arrival of arrivals) yield checked(arrival)
}

/**
 * Documents take three times the memory of their bytes. When dozens of senders come with packets at once, those that have to wait for the
 * store anyway wait as bytes, and what was stored is delivered before the next has pushed it out of memory.
 */
const fewAtOnce = pLimit(2)
const ofMany = 64 * 1024
