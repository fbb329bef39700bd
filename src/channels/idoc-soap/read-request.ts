import { arrivalOf } from '../../idoc/arrival-of.ts'
import type { PacketOptions, ParsedIdoc } from '../../idoc/packet-reader.ts'
import { parseIdocs } from '../../idoc/parse.ts'
import type { Arrival } from '../../message/arrival.ts'
import { readEnvelope } from './envelope.ts'
import { SoapRefused } from './soap-refused.ts'

const prefix = 'urn:sap.com:msgid='

/**
 * The one IDoc of a request, and the name of the element it came in.
 * @throws {SoapRefused} what breaks a rule of SOAP or of IDoc-SOAP (SAP message EA 728) @throws {Rejected} what is no IDoc
 */
export async function readRequest(
  body: AsyncIterable<Uint8Array>,
  options: PacketOptions,
): Promise<{ arrival: Arrival; rootName: string }> {
  const parsed = await onlyIdoc(body, options)
  const rootName = readEnvelope(parsed.payload, options.contentType)
  checkMessageId(parsed)
  return { arrival: arrivalOf(parsed, { channel: 'idoc-soap', contentType: options.contentType }), rootName }
}

async function onlyIdoc(body: AsyncIterable<Uint8Array>, options: PacketOptions): Promise<ParsedIdoc> {
  let only: ParsedIdoc | undefined
  for await (const parsed of parseIdocs(body, options)) {
    if (only)
      throw new SoapRefused(
        'Client',
        'The request holds several IDocs; IDoc-SOAP takes one at a time.',
        'MULTIPLE_IDOCS_NOT_ALLOWED',
      )
    only = parsed
  }
  return only as ParsedIdoc
}

/**
 * SAP tells repeated requests by the message id in ARCKEY. Here the IDoc's own number does, whichever way it came, so an IDoc
 * without a message id is as safe as one with it; only what looks like one and is none is refused.
 */
function checkMessageId({ document: { header } }: ParsedIdoc) {
  const { ARCKEY, DOCNUM } = header
  if (ARCKEY === undefined) return
  if (!ARCKEY.startsWith(prefix)) {
    throw new SoapRefused(
      'Client',
      `ARCKEY of IDoc ${DOCNUM} is '${ARCKEY}'; it must be ${prefix} and the message id.`,
      'SOAP_MSGID_PREFIX_INVALID',
    )
  }
  if (ARCKEY === prefix)
    throw new SoapRefused('Client', `ARCKEY of IDoc ${DOCNUM} holds no message id after ${prefix}.`, 'SOAP_MSGID_INITIAL')
}
