import { arrivalsOf } from '../../src/channels/idoc-http/arrivals.ts'
import type { Arrival } from '../../src/message/arrival.ts'

/** What the channel `idoc-http` makes of a packet. */
export function arrivals(xml: string): AsyncGenerator<Arrival, undefined> {
  return arrivalsOf(bytes(xml), { contentType: 'text/xml; charset=utf-8', maxIdocBytes: 10_000_000 })
}

async function* bytes(text: string) {
  yield Buffer.from(text)
}
