import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PayloadTooLarge } from '../../idoc/payload-too-large.ts'
import { Rejected, Unavailable } from '../../message/errors.ts'
import type { Refused } from '../../message/refusal.ts'
import { soapFault, systemError } from '../../xi/answers.ts'
import type { XiError } from '../../xi/error-block.ts'
import { drained } from '../idoc-http/body.ts'
import { refusalOf } from '../idoc-http/refusal-of.ts'
import { RequestRefused } from '../idoc-http/request-refused.ts'
import { secondsUntilRetry } from '../idoc-http/seconds-until-retry.ts'
import { NotKnownYet } from './not-known-yet.ts'
import { NotTaken } from './not-taken.ts'

/**
 * Says why nothing was stored: a SystemError that names the message when its header was understood, else a SOAP Fault. On
 * anything but 200 the message stays with the sender. Answered after the rest of the body is out of the way.
 */
export async function answerError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { maxPacketBytes, refused }: { maxPacketBytes: number; refused: Refused },
) {
  const error = thrown instanceof NotTaken ? thrown.cause : thrown
  const { status, ...said } = meaningOf(error, thrown)
  if (error instanceof NotKnownYet) request.log.warn({ reason: said.reason }, notInTime)
  else if (status >= 500 && !(error instanceof Rejected)) request.log.error({ err: error }, 'An XI message could not be taken')
  else {
    const { reason } = said
    request.log.warn({ status, reason, ip: request.ip }, 'An XI message was refused')
    const document = thrown instanceof NotTaken ? thrown.header.messageId : undefined
    const refusal = refusalOf(request, error, { channel: 'xi-http', status, reason, document })
    if (refusal !== undefined) refused(refusal)
  }
  if (status === 401) reply.header('www-authenticate', 'Basic realm="Landbridge", charset="UTF-8"')
  const seconds = secondsUntilRetry(error)
  if (seconds !== undefined) reply.header('retry-after', seconds)
  if (!(await drained(request.raw, maxPacketBytes))) reply.header('connection', 'close')
  const side = status === 503 || said.category === 'XIServer' ? 'Server' : 'Client'
  const answer =
    thrown instanceof NotTaken
      ? systemError(thrown.header, { messageId: randomUUID(), timeSent: new Date() }, said)
      : soapFault(side, said)
  return reply.code(status).type(answer.contentType).send(answer.body)
}

const notInTime = 'A synchronous XI message was stored, and its caller waited in vain'

type Meaning = XiError & { readonly status: number }

/** What SAP's monitor shows, in XI's own codes where it has one for the case. */
function meaningOf(error: unknown, thrown: unknown): Meaning {
  const reason = (error as Error).message
  const protocol = { category: 'XIProtocol', area: 'PARSING', code: 'GENERAL', reason, retry: 'manual' } as const
  if (error instanceof RequestRefused) {
    const retry = error.retryAfter === undefined ? 'manual' : 'automatic'
    return { ...protocol, area: 'HTTP', code: codes[error.statusCode], retry, status: error.statusCode }
  }
  if (error instanceof PayloadTooLarge) return { ...protocol, area: 'HTTP', code: 'TOO_LARGE', status: 413 }
  if (error instanceof Rejected) return { ...(isUnknown(thrown) ? noReceiver(thrown, reason) : protocol), status: 500 }
  const server = { category: 'XIServer', area: 'LANDBRIDGE', reason, retry: 'manual' } as const
  if (error instanceof Unavailable) return { ...server, code: 'STORE_AWAY', retry: 'automatic', status: 503 }
  if (error instanceof NotKnownYet) return { ...server, code: 'OUTCOME_NOT_KNOWN_YET', retry: 'never', status: 500 }
  const { statusCode } = error as { statusCode?: number }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { ...protocol, area: 'HTTP', code: 'REFUSED', status: statusCode }
  // What we did not foresee may say things that are nobody's business outside; it stands in the log.
  const secret = 'The message was not stored because of an error in Landbridge; its log says more. Send it again later.'
  return { ...server, code: 'INTERNAL', reason: secret, status: 500 }
}

const codes: Record<RequestRefused['statusCode'], string> = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  406: 'NOT_ACCEPTABLE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
}

/** The engine rejects a well-formed message for one reason only: no interface takes it. */
function isUnknown(thrown: unknown): thrown is NotTaken {
  return thrown instanceof NotTaken && thrown.while === 'storing'
}

function noReceiver({ header }: NotTaken, reason: string): XiError {
  const code = header.qualityOfService === 'BestEffort' ? 'NO_RECEIVER_CASE_BE' : 'NO_RECEIVER_CASE_ASYNC'
  return { category: 'XIServer', area: 'RCVR_DETERMINATION', code, reason, retry: 'manual' }
}
