import type { FastifyRequest } from 'fastify'
import type { Arrival } from '../../message/arrival.ts'
import type { Document } from '../../message/document.ts'
import { Rejected } from '../../message/errors.ts'
import type { XiHeader } from '../../xi/header.ts'
import { sendersOf } from '../idoc-http/check-sender.ts'

interface Opened {
  readonly header: XiHeader
  readonly document: Document
  readonly payload: Uint8Array
  readonly contentType: string
}

/** An XI message as the engine takes it. Its MessageId alone tells it from others: it is unique in the world. */
export function arrivalOf({ header, ...opened }: Opened, request: FastifyRequest): Arrival {
  const system = systemOf(header, request)
  return {
    channel: 'xi-http',
    system,
    identity: `xi/${header.messageId}`,
    idoc: undefined,
    type: header.interface.name,
    version: versionOf(header.timeSent),
    ...(header.queueId !== undefined && { queue: `${system}/${header.queueId}` }),
    ...(header.qualityOfService === 'BestEffort' && { isAwaited: true }),
    ...opened,
  }
}

/** @throws {Rejected} an acknowledgement or an answer, which nobody here waits for */
export function onlyApplicationMessages({ messageClass, messageId }: XiHeader): void {
  if (messageClass === 'ApplicationMessage') return
  throw new Rejected(
    `XI message ${messageId} is a ${messageClass}; only an ApplicationMessage is taken here, and nothing was sent that one could answer.`,
  )
}

/**
 * The sender's logical system: that of the address, else the one the message's business system is called like, else the first one
 * its user may send for. A business system's name is given in the SLD and often is another.
 */
function systemOf({ sender }: XiHeader, request: FastifyRequest): string {
  const { system } = request.params as { system?: string }
  if (system !== undefined) return system
  const own = sendersOf(request)
  return (own.find((one) => one.system === sender.service) ?? own[0])?.system ?? ''
}

/** A dateTime of XML Schema; without a zone it is UTC, wherever this machine stands. */
function momentOf(timeSent: string): Date {
  return new Date(/(Z|[+-]\d\d:\d\d)$/.test(timeSent) ? timeSent : `${timeSent}Z`)
}

/**
 * Sorts messages by age, as text. Nothing is added to tell apart those of one second: of equally old ones the one that came
 * later is right, and their ids say nothing about their order. What says no time counts as sent when it came: without an age it would
 * count as older than what any other message wrote.
 */
function versionOf(timeSent: string): string {
  const time = momentOf(timeSent)
  return (Number.isNaN(time.getTime()) ? new Date() : time).toISOString().replaceAll(/\D/g, '')
}
