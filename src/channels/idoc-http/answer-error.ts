import type { FastifyReply, FastifyRequest } from 'fastify'
import { firstDocnum } from '../../idoc/first-docnum.ts'
import { PayloadTooLarge } from '../../idoc/payload-too-large.ts'
import { Rejected, Unavailable } from '../../message/errors.ts'
import type { Refused } from '../../message/refusal.ts'
import { answer, escaped } from './answer.ts'
import { drained, startOf } from './body.ts'
import { refusalOf } from './refusal-of.ts'
import { RequestRefused } from './request-refused.ts'
import { secondsUntilRetry } from './seconds-until-retry.ts'

/** How a protocol says what went wrong. */
export interface Wording {
  /** HTTP status for a document that is wrong. */
  readonly rejected: 400 | 500
  xml(sentence: string, error: unknown, status: number): string
}

const plain: Wording = { rejected: 400, xml: (sentence) => `<Error>${escaped(sentence)}</Error>` }

interface At {
  readonly channel: string
  /** Told of what is the sender's fault. */
  readonly refused: Refused
  readonly maxPacketBytes: number
  readonly wording?: Wording
}

/** Says in a status and a sentence why nothing was stored, after the rest of the body is out of the way. */
export async function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { channel, refused, maxPacketBytes, wording = plain }: At,
) {
  const status = statusOf(error, wording)
  if (status >= 500 && !(error instanceof Rejected)) request.log.error({ err: error }, 'A packet could not be taken')
  else {
    const reason = (error as Error).message
    request.log.warn({ status, reason, ip: request.ip }, 'A packet was refused')
    const start = startOf(request.raw)
    const refusal = refusalOf(request, error, { channel, status, reason, document: start && firstDocnum(start) })
    if (refusal !== undefined) refused(refusal)
  }
  if (status === 401) reply.header('www-authenticate', 'Basic realm="Landbridge", charset="UTF-8"')
  const seconds = secondsUntilRetry(error)
  if (seconds !== undefined) reply.header('retry-after', seconds)
  if (!(await drained(request.raw, maxPacketBytes))) reply.header('connection', 'close')
  return answer(reply, status, wording.xml(sentenceOf(error, status), error, status))
}

function statusOf(error: unknown, { rejected }: Wording): number {
  if (error instanceof PayloadTooLarge) return 413
  if (error instanceof Rejected) return rejected
  if (error instanceof Unavailable) return 503
  if (error instanceof RequestRefused) return error.statusCode
  const { statusCode } = error as { statusCode?: number }
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? statusCode : 500
}

/** What we did not foresee may say things that are nobody's business outside; it stands in the log. */
function sentenceOf(error: unknown, status: number): string {
  return status === 500 && !(error instanceof Rejected)
    ? 'The packet was not stored because of an error in Landbridge; its log says more. Send it again later.'
    : (error as Error).message
}
