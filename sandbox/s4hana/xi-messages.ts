import { randomUUID } from 'node:crypto'
import { field, type Idoc } from './idocs.ts'

/** An XI message of an ABAP proxy as the outbox keeps it: all its parts as they go over the wire, told by its message id. */
export function xiMessageOf(text: string): Idoc {
  const docnum = field(text, 'MessageId')
  if (docnum === '') throw new Error('There is no MessageId in its header')
  return {
    protocol: 'xi',
    docnum,
    type: field(text, 'Interface'),
    messageType: 'XI 3.0',
    receiver: /<(?:\w+:)?Receiver>[\s\S]*?<(?:\w+:)?Service>([^<]*)</.exec(text)?.[1] ?? '',
    xml: text,
  }
}

/** The same message with another id, in its header and wherever else it names itself. */
export function withNewId(message: Idoc): Idoc {
  const docnum = randomUUID()
  return { ...message, docnum, xml: message.xml.replaceAll(message.docnum, docnum) }
}

/** How the request of such a message is labelled: its boundary is the one its parts are divided by. */
export function xiContentType({ xml }: Pick<Idoc, 'xml'>): string {
  const boundary = /^--(\S+)/.exec(xml)?.[1] ?? ''
  return `multipart/related; boundary=${boundary}; type="text/xml"; start="<soap-1@sap.com>"`
}

/** Where proxies send to, beside the address of the IDocs: `/idoc` and `/xi` are two ways into the same receiver. */
export function xiTarget(idocTarget: string): string {
  const url = new URL(idocTarget)
  url.pathname = url.pathname.replace(/^\/idoc(?=\/|$)/, '/xi')
  return url.href
}
