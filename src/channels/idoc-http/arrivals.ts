import { identityOf, typeOf, versionOf } from '../../idoc/control-record.ts'
import { parseIdocs } from '../../idoc/parse.ts'
import type { Arrival } from '../../message/arrival.ts'

/** What a packet holds, one arrival an IDoc, while its bytes still come in. */
export async function* arrivalsOf(
  body: AsyncIterable<Uint8Array>,
  options: { contentType: string; maxIdocBytes: number },
): AsyncGenerator<Arrival, undefined> {
  for await (const { document, payload } of parseIdocs(body, options)) {
    const { header } = document
    yield {
      channel: 'idoc-http',
      system: header.SNDPRN ?? '',
      identity: identityOf(header),
      idoc: header.DOCNUM,
      type: typeOf(header),
      version: versionOf(header),
      contentType: options.contentType,
      payload,
      document,
    }
  }
}
