import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Rejected, Unavailable } from '../message/errors.ts'
import { storeUnavailable } from '../store/database-error.ts'

/** An error answer of the API: a status, what is wrong, and what to do about it (RFC 9457, problem details). */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly detail: string
  /** Seconds after which it is worth asking again. */
  readonly retryAfter: number | undefined

  constructor(status: number, title: string, detail: string, { retryAfter }: { retryAfter?: number } = {}) {
    super(title)
    this.status = status
    this.detail = detail
    this.retryAfter = retryAfter
  }
}

/** How every error answer looks. */
export const problemSchema = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string(), instance: z.string() })
  .describe('Problem details (RFC 9457)')

export function answerProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = asProblem(error)
  // Without the query, in which names stand, or what a provider of identities answered.
  if (problem.status >= 500) request.log.error({ error }, `${request.method} ${request.url.split('?')[0]} failed`)
  // A browser would ask with a window of its own where the monitor wants to ask itself.
  const asksItself = request.headers['x-requested-with'] !== undefined
  if (problem.status === 401 && !asksItself) reply.header('www-authenticate', 'Basic realm="Landbridge", charset="UTF-8"')
  const retryAfter = problem.retryAfter ?? (problem.status === 503 ? 5 : undefined)
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  const body = {
    type: 'about:blank',
    title: problem.message,
    status: problem.status,
    detail: problem.detail,
    instance: request.originalUrl,
  }
  // As text, because the schema of the endpoint says nothing about this status.
  return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(body)
}

/** @param allowed the methods that a path has */
export function answerNotFound(allowed: (path: string) => readonly string[]) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const [route = ''] = request.url.split('?')
    const [path = ''] = request.originalUrl.split('?')
    const methods = allowed(route)
    if (methods.length > 0) reply.header('allow', methods.join(', '))
    const problem =
      methods.length > 0
        ? new Problem(405, `${path} takes no ${request.method}`, `There is: ${methods.join(', ')}.`)
        : new Problem(404, `There is no ${request.method} ${path}`, 'See /api/docs for what there is.')
    return answerProblem(problem as unknown as FastifyError, request, reply)
  }
}

function asProblem(error: FastifyError | Error): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Rejected) return new Problem(422, 'The document is not as it should be', error.message)
  const away = error instanceof Unavailable ? error : storeUnavailable(error)
  if (away !== undefined) return new Problem(503, 'Not available now', away.message)
  return (
    refusedByFastify(error as FastifyError) ??
    new Problem(500, 'Something went wrong in Landbridge', 'The log of Landbridge says more.')
  )
}

/** What is refused before an operation of ours is asked. */
function refusedByFastify({ code, statusCode = 500 }: FastifyError): Problem | undefined {
  switch (code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new Problem(
        400,
        'The body is not the JSON that its content type says',
        'Correct it, or its content type. See /api/docs.',
      )
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem(
        415,
        'The body has no content type that is taken here',
        'Send JSON, with Content-Type: application/json. See /api/docs.',
      )
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem(413, 'What was sent is too large', 'Split it, and send one part after the other.')
    case 'FST_ERR_HANDLER_TIMEOUT':
      return new Problem(
        503,
        'It was not done in time',
        'Whether it was stored is not known; send it again, or look for it in the messages.',
      )
    case 'FST_ERR_BAD_URL':
      return new Problem(400, 'The address has a % that begins no character', 'Write a % itself as %25. See /api/docs.')
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new Problem(414, 'A name in the address is too long', 'None has more than 100 characters. See /api/docs.')
  }
  return statusCode < 500 ? new Problem(statusCode, 'The request could not be read', 'See /api/docs.') : undefined
}
