import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Accept } from '../../message/arrival.ts'
import type { AwaitOutcome } from '../../message/awaited-outcome.ts'
import type { Refused } from '../../message/refusal.ts'
import { systemAck, type XiAnswer } from '../../xi/answers.ts'
import { openXi } from '../../xi/parse.ts'
import { connectionTest } from '../idoc-http/connection-test.ts'
import type { Senders } from '../idoc-http/senders.ts'
import { answerError } from './answer-error.ts'
import { answerOutcome } from './answer-outcome.ts'
import { arrivalOf, onlyApplicationMessages } from './arrival.ts'
import { readMessage } from './body.ts'
import { checkRequest } from './check-request.ts'
import { NotTaken } from './not-taken.ts'

/**
 * Sender channel for XI 3.0 messages, as the ABAP proxies of S/4HANA send them (SM59 destination type G, SXMB_ADM or
 * SOAMANAGER): POST /xi and /xi/{system}.
 *
 * ExactlyOnce and ExactlyOnceInOrder are answered with a SystemAck after the commit. With BestEffort the caller waits, and gets
 * what became of the message. The same MessageId again is the same message and gets the same answer.
 */
export function xiHttp(options: XiHttpOptions): FastifyPluginAsync {
  return async (app: FastifyInstance) => {
    const stopping = new AbortController()
    app.addHook('preClose', async () => stopping.abort())
    app.removeAllContentTypeParsers()
    // The body is not touched here: a message is read only after the sender is known.
    app.addContentTypeParser('*', (_, body, done) => done(null, body))
    app.addHook('onRequest', async (request: FastifyRequest) => checkRequest(request, options))
    app.setErrorHandler((error, request, reply) => answerError(error, request, reply, options))
    const take = async (request: FastifyRequest, reply: FastifyReply) => {
      const answer = await takeMessage(request, options, stopping.signal)
      return reply.type(answer.contentType).send(answer.body)
    }
    connectionTest(app, '/xi')
    app.post('/xi', take)
    app.post('/xi/:system', take)
  }
}

interface XiHttpOptions {
  readonly accept: Accept
  readonly refused: Refused
  /** For the caller of a synchronous message. */
  readonly outcome: AwaitOutcome
  readonly senders: Senders
  /** A message is held in memory, so the smaller of the two is the largest taken. */
  readonly maxPacketBytes: number
  readonly maxIdocBytes: number
}

async function takeMessage(request: FastifyRequest, options: XiHttpOptions, stop: AbortSignal): Promise<XiAnswer> {
  const contentType = request.headers['content-type'] ?? ''
  const payload = await readMessage(request.raw, options)
  const message = openXi(payload, contentType)
  const { header } = message
  try {
    onlyApplicationMessages(header)
    const arrival = arrivalOf({ header, document: message.document(), payload, contentType }, request)
    const [accepted] = await options.accept([arrival]).catch((cause) => {
      throw new NotTaken('storing', header, cause)
    })
    const messageId = accepted?.messageId ?? ''
    if (header.qualityOfService !== 'BestEffort') return systemAck(header, { messageId, timeSent: new Date() })
    return answerOutcome(header, messageId, await options.outcome(messageId, stop))
  } catch (error) {
    throw error instanceof NotTaken ? error : new NotTaken('reading', header, error)
  }
}
