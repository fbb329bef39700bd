import { errorBlock, type XiError } from './error-block.ts'
import type { XiHeader } from './header.ts'
import { soap, xi30 } from './namespaces.ts'
import { type Answering, ackBlock, envelope, mainBlock, manifest, reliableBlock } from './write-envelope.ts'
import { element, text } from './write-xml.ts'

/** The body of an HTTP response, and what it is. */
export interface XiAnswer {
  readonly contentType: string
  readonly body: string
}

/** Says that a message (ExactlyOnce, ExactlyOnceInOrder) is stored for good; the sender deletes it from its queue. */
export function systemAck(request: XiHeader, answering: Answering): XiAnswer {
  const main = mainBlock(request, answering, { messageClass: 'SystemAck', processingMode: 'synchronous' })
  return single(envelope([main, ackBlock('OK')]))
}

/** What the caller of a synchronous message gets: the response message of its proxy. @param payload XML, a document of its own */
export function applicationResponse(request: XiHeader, answering: Answering, payload: string): XiAnswer {
  const main = mainBlock(request, answering, { messageClass: 'ApplicationResponse', processingMode: 'synchronous' })
  return withPayload([main, reliableBlock('BestEffort')], answering, payload)
}

/** What the caller of a synchronous message gets for a document that is wrong: the fault message `error.fault` of its proxy. */
export function applicationError(request: XiHeader, answering: Answering, error: XiError, payload: string): XiAnswer {
  const main = mainBlock(request, answering, { messageClass: 'ApplicationError', processingMode: 'synchronous' })
  return withPayload([main, reliableBlock('BestEffort'), errorBlock(error)], answering, payload)
}

/** Says why a message whose header could be read was not taken. */
export function systemError(request: XiHeader, answering: Answering, error: XiError): XiAnswer {
  const main = mainBlock(request, answering, { messageClass: 'SystemError', processingMode: 'synchronous' })
  return single(envelope([main, errorBlock(error)]))
}

/** Says why a request was not taken that is no XI message, or whose header was not looked at. */
export function soapFault(side: 'Client' | 'Server', error: XiError): XiAnswer {
  const content = [
    text('faultcode', `SOAP:${side}`),
    text('faultstring', error.reason),
    text('faultactor', xi30),
    element('detail', errorBlock(error)),
  ]
  const body = element('SOAP:Body', element('SOAP:Fault', content.join('')))
  return single(`<?xml version="1.0" encoding="UTF-8"?>\n${element('SOAP:Envelope', body, { 'xmlns:SOAP': soap })}\n`)
}

function single(body: string): XiAnswer {
  return { contentType: 'text/xml; charset=utf-8', body }
}

function withPayload(blocks: readonly string[], { messageId }: Answering, payload: string): XiAnswer {
  const boundary = `SAP_${messageId}_END`
  const [soapId, payloadId] = [`soap-${messageId}@landbridge`, `payload-${messageId}@landbridge`]
  const parts = [
    ['SOAP', soapId, envelope(blocks, manifest(payloadId))],
    ['MainDocument', payloadId, payload],
  ].map(([description, id, content]) =>
    [
      `--${boundary}`,
      `Content-ID: <${id}>`,
      'Content-Type: text/xml; charset=utf-8',
      `Content-Description: ${description}`,
      '',
      content,
    ].join('\r\n'),
  )
  return {
    contentType: `multipart/related; boundary=${boundary}; type="text/xml"; start="<${soapId}>"`,
    body: `${parts.join('\r\n')}\r\n--${boundary}--\r\n`,
  }
}
