import { arrivalOf } from '../../idoc/arrival-of.ts'
import { parseIdocs } from '../../idoc/parse.ts'
import type { Arrival } from '../../message/arrival.ts'

/** What a packet holds, one arrival an IDoc, while its bytes still come in. */
export async function* arrivalsOf(
  body: AsyncIterable<Uint8Array>,
  options: { contentType: string; maxIdocBytes: number },
): AsyncGenerator<Arrival, undefined> {
  const { contentType } = options
  for await (const parsed of parseIdocs(body, options)) yield arrivalOf(parsed, { channel: 'idoc-http', contentType })
}
