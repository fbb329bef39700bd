import type { AwaitedOutcome } from '../../message/awaited-outcome.ts'
import { isOpen } from '../../message/delivery-status.ts'
import { applicationError, applicationResponse, type XiAnswer } from '../../xi/answers.ts'
import type { XiHeader } from '../../xi/header.ts'
import { element, text } from '../../xi/write-xml.ts'
import { NotKnownYet } from './not-known-yet.ts'

/** The namespace of the response and fault message types; docs/connect-s4hana.md shows their fields. */
const namespace = 'urn:landbridge:xi'

/**
 * Tells the caller of a synchronous message what became of it: a response when it was written or nothing was left to write, a fault
 * when it waits for a person or was cancelled. @throws {NotKnownYet} it is stored, and still to be delivered
 */
export function answerOutcome(request: XiHeader, messageId: string, outcome: AwaitedOutcome): XiAnswer {
  const answering = { messageId, timeSent: new Date() }
  if (!isOpen[outcome.status] && outcome.status !== 'cancelled')
    return applicationResponse(request, answering, responseXml(messageId, outcome))
  if (isOpen[outcome.status] && outcome.status !== 'held') throw new NotKnownYet(messageId, outcome)
  const reason = outcome.reason ?? `Message ${messageId} is ${outcome.status}`
  const error = {
    category: 'Application',
    area: 'UNKNOWN',
    code: 'APPLICATION_ERROR',
    reason,
    retry: 'never',
    fault: { name: 'LandbridgeFault', namespace },
  } as const
  return applicationError(request, answering, error, faultXml(messageId, outcome.status, reason))
}

function responseXml(messageId: string, { status, rows, reason }: AwaitedOutcome): string {
  const content = [
    text('MessageId', messageId),
    text('Status', status),
    ...(reason === undefined ? [] : [text('Reason', reason)]),
    ...rows.map(({ table, id }) => element('Row', text('Table', table) + text('Id', id))),
  ]
  return root('LandbridgeOutcome', content.join(''))
}

/** As SAP's fault message types begin (data type ExchangeFaultData), so that an ABAP class for it can be generated. */
function faultXml(messageId: string, status: AwaitedOutcome['status'], reason: string): string {
  const detail = element('faultDetail', text('severity', 'E') + text('text', `${status}: ${reason}`) + text('id', messageId))
  return root('LandbridgeFault', element('standard', text('faultText', reason) + detail))
}

function root(name: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(`lb:${name}`, content, { 'xmlns:lb': namespace })}\n`
}
