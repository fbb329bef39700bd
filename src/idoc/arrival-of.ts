import type { Arrival } from '../message/arrival.ts'
import { identityOf, typeOf, versionOf } from './control-record.ts'
import type { ParsedIdoc } from './packet-reader.ts'

/** An IDoc as a channel hands it on. */
export function arrivalOf(
  { document, payload }: ParsedIdoc,
  { channel, contentType }: Pick<Arrival, 'channel' | 'contentType'>,
): Arrival {
  const { header } = document
  return {
    channel,
    system: header.SNDPRN ?? '',
    identity: identityOf(header),
    idoc: header.DOCNUM,
    type: typeOf(header),
    version: versionOf(header),
    contentType,
    payload,
    document,
  }
}
