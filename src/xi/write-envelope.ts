import type { Address, QualityOfService, XiHeader } from './header.ts'
import { soap, xi30, xlink } from './namespaces.ts'
import { element, text } from './write-xml.ts'

/** What an answer says of itself, besides what it answers. */
export interface Answering {
  /** A GUID of the answer's own; the same one whenever the same message is answered again. */
  readonly messageId: string
  readonly timeSent: Date
}

/** A SOAP 1.1 envelope with XI headers, as XML. The prefixes are SAP's own, as some readers look for them. */
export function envelope(blocks: readonly string[], body = ''): string {
  const content = element('SOAP:Header', blocks.join(''), { 'xmlns:SAP': xi30 }) + element('SOAP:Body', body)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('SOAP:Envelope', content, { 'xmlns:SOAP': soap })}\n`
}

/** The header Main of a message that goes back to whom this one came from. */
export function mainBlock(
  request: XiHeader,
  { messageId, timeSent }: Answering,
  kind: { readonly messageClass: string; readonly processingMode: XiHeader['processingMode'] },
): string {
  const content = [
    text('SAP:MessageClass', kind.messageClass),
    text('SAP:ProcessingMode', kind.processingMode),
    text('SAP:MessageId', messageId),
    text('SAP:RefToMessageId', request.messageId),
    text('SAP:TimeSent', timeSent.toISOString().replace(/\.\d+Z$/, 'Z')),
    element('SAP:Sender', address(request.receiver)),
    element('SAP:Receiver', address(request.sender)),
    text('SAP:Interface', request.interface.name, { namespace: request.interface.namespace }),
  ]
  return element('SAP:Main', content.join(''), { versionMajor: '3', versionMinor: '0', ...mustUnderstand })
}

export function reliableBlock(quality: QualityOfService): string {
  return element('SAP:ReliableMessaging', text('SAP:QualityOfService', quality), mustUnderstand)
}

export function ackBlock(status: 'OK' | 'Error'): string {
  return element('SAP:Ack', text('SAP:Status', status) + text('SAP:Category', 'permanent'), mustUnderstand)
}

/** The body of a message with one payload. */
export function manifest(contentId: string): string {
  const payload = text('SAP:Name', 'MainDocument') + text('SAP:Description', 'Outcome') + text('SAP:Type', 'Application')
  const content = element('SAP:Payload', payload, { 'xlink:type': 'simple', 'xlink:href': `cid:${contentId}` })
  return element('SAP:Manifest', content, { 'xmlns:SAP': xi30, 'xmlns:xlink': xlink })
}

export const mustUnderstand = { 'SOAP:mustUnderstand': '1' }

function address({ party, service }: Address): string {
  return text('SAP:Party', party, { agency: 'http://sap.com/xi/XI', scheme: 'XIParty' }) + text('SAP:Service', service)
}
