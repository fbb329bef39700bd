import type { FastifyReply, FastifyRequest } from 'fastify'
import { PayloadTooLarge } from '../../idoc/payload-too-large.ts'
import { Rejected, Unavailable } from '../../message/errors.ts'
import { answer, escaped } from './answer.ts'
import { drained } from './body.ts'
import { RequestRefused } from './request-refused.ts'
import { secondsUntilRetry } from './seconds-until-retry.ts'

/** How a protocol says what went wrong. */
export interface Wording {
  /** HTTP status for a document that is wrong. */
  readonly rejected: 400 | 500
  xml(sentence: string, error: unknown, status: number): string
}

const plain: Wording = { rejected: 400, xml: (sentence) => `<Error>${escaped(sentence)}</Error>` }

/** Says in a status and a sentence why nothing was stored, after the rest of the body is out of the way. */
export async function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  drainAtMost: number,
  wording: Wording = plain,
) {
  const status = statusOf(error, wording)
  if (status >= 500 && !(error instanceof Rejected)) request.log.error({ err: error }, 'A packet could not be taken')
  else request.log.warn({ status, reason: (error as Error).message, ip: request.ip }, 'A packet was refused')
  if (status === 401) reply.header('www-authenticate', 'Basic realm="Landbridge", charset="UTF-8"')
  const seconds = secondsUntilRetry(error)
  if (seconds !== undefined) reply.header('retry-after', seconds)
  if (!(await drained(request.raw, drainAtMost))) reply.header('connection', 'close')
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
