import { SaxesParser, type SaxesTagNS } from 'saxes'
import { encodingOf } from '../../idoc/encoding.ts'
import { SoapRefused } from './soap-refused.ts'

export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/'
/** Most envelopes are no longer. */
const pieceLength = 512
const nextActor = 'http://schemas.xmlsoap.org/soap/actor/next'

/**
 * Holds a well-formed document that has an IDoc in it against SOAP 1.1 and gives the name of the element in its body, the IDoc type.
 * That element's namespace is not looked at, as senders differ in it. @throws {SoapRefused}
 */
export function readEnvelope(payload: Uint8Array, contentType: string): string {
  const encoding = encodingOf(payload, contentType)
  const text = encoding.decoder().decode(payload.subarray(encoding.mark.length), { stream: false })
  const open: SaxesTagNS[] = []
  let found: string | undefined
  const xml = new SaxesParser({ xmlns: true })
  xml.on('error', (error) => {
    throw new SoapRefused('Client', `The envelope is wrong: ${error.message.replace(/^\d+:\d+: /, '')}.`.replace('..', '.'))
  })
  xml.on('opentag', (tag) => {
    open.push(tag)
    check(open)
    if (isInBody(open)) found ??= tag.local
  })
  xml.on('closetag', () => open.pop())
  // What comes after the first start tags of the body is the IDoc's own affair.
  for (let at = 0; at < text.length && found === undefined; at += pieceLength) xml.write(text.slice(at, at + pieceLength))
  if (found !== undefined) return found
  throw new SoapRefused('Client', 'The SOAP envelope has no body with an IDoc in it.')
}

function check(open: readonly SaxesTagNS[]) {
  const [envelope, part, header] = open as [SaxesTagNS, SaxesTagNS | undefined, SaxesTagNS | undefined]
  if (envelope.local !== 'Envelope') {
    throw new SoapRefused(
      'Client',
      `The root element is ${envelope.name}, not a SOAP envelope; IDoc XML without one goes to /idoc.`,
    )
  }
  if (envelope.uri !== soapNamespace) {
    throw new SoapRefused(
      'VersionMismatch',
      `The envelope is in the namespace '${envelope.uri}'; only SOAP 1.1 is taken: ${soapNamespace}.`,
    )
  }
  if (header && open.length === 3 && isSoap(part, 'Header') && isMeantForUs(header)) {
    throw new SoapRefused(
      'MustUnderstand',
      `The SOAP header ${header.name} must be understood, but is not known here; leave it out.`,
    )
  }
}

function isMeantForUs({ attributes }: SaxesTagNS): boolean {
  const own = Object.values(attributes).filter(({ uri }) => uri === soapNamespace)
  const value = (name: string) => own.find(({ local }) => local === name)?.value
  return ['1', 'true'].includes(value('mustUnderstand') ?? '') && [undefined, '', nextActor].includes(value('actor'))
}

function isInBody(open: readonly SaxesTagNS[]): boolean {
  return open.length === 3 && isSoap(open[1], 'Body')
}

function isSoap(tag: SaxesTagNS | undefined, name: string): boolean {
  return tag?.local === name && tag.uri === soapNamespace
}
