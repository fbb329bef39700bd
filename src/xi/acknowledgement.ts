import type { XiAnswer } from './answers.ts'
import { errorBlock, type XiError } from './error-block.ts'
import type { Hop, RequestedAck, XiHeader } from './header.ts'
import { type Answering, ackBlock, envelope, mainBlock, mustUnderstand, reliableBlock } from './write-envelope.ts'
import { element, text } from './write-xml.ts'

/**
 * A message of its own that tells the sender later what became of one of its asynchronous messages, the way back that the
 * message came (its hop list). Nothing when the sender did not ask for one of that kind.
 * @param outcome nothing when all went well
 */
export function acknowledgement(
  request: XiHeader,
  answering: Answering,
  level: 'system' | 'application',
  outcome?: XiError,
): XiAnswer | undefined {
  const wanted: RequestedAck = `${level}${outcome === undefined ? 'Ack' : 'Error'}`
  if (!request.wants[wanted]) return undefined
  const messageClass = `${wanted.charAt(0).toUpperCase()}${wanted.slice(1)}`
  const blocks = [
    mainBlock(request, answering, { messageClass, processingMode: 'asynchronous' }),
    reliableBlock('ExactlyOnce'),
    ...(outcome === undefined ? [ackBlock('OK')] : [errorBlock(outcome), ackBlock('Error')]),
    element('SAP:HopList', request.hops.map(hop).join(''), mustUnderstand),
  ]
  return { contentType: 'text/xml; charset=utf-8', body: envelope(blocks) }
}

function hop({ timeStamp, engine, adapter, messageId }: Hop): string {
  const content = [
    text('SAP:Engine', engine.name, { type: engine.type }),
    text('SAP:Adapter', adapter.name, { namespace: adapter.namespace }),
    text('SAP:MessageId', messageId),
  ]
  return element('SAP:Hop', content.join(''), { timeStamp, wasRead: 'true' })
}
