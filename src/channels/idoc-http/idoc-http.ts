import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Accept } from '../../message/arrival.ts'
import type { Refused } from '../../message/refusal.ts'
import { answerAccepted } from './answer.ts'
import { answerError } from './answer-error.ts'
import { checkRequest } from './check-request.ts'
import { checkSystem } from './check-sender.ts'
import { connectionTest } from './connection-test.ts'
import type { Senders } from './senders.ts'
import { takePacket } from './take-packet.ts'

/**
 * Sender channel for IDoc XML over HTTP (SM59 destination type G, WE21 port type "XML HTTP"): POST /idoc and /idoc/{system}.
 * Answers 200 after everything in the packet is stored; SAP sees nothing but the status, and keeps the IDoc in status 02 on any other.
 */
export function idocHttp(options: IdocHttpOptions): FastifyPluginAsync {
  return async (app: FastifyInstance) => {
    app.removeAllContentTypeParsers()
    // The body is not touched here: a packet is read as it streams in, and only after the sender is known.
    app.addContentTypeParser('*', (_, body, done) => done(null, body))
    app.addHook('onRequest', async (request: FastifyRequest) => checkRequest(request, options))
    app.setErrorHandler((error, request, reply) => answerError(error, request, reply, { ...options, channel: 'idoc-http' }))
    const take = async (request: FastifyRequest, reply: FastifyReply) =>
      answerAccepted(reply, await takePacket(request.raw, options, (arrival) => checkSystem(request, arrival)))
    connectionTest(app, '/idoc')
    app.post('/idoc', take)
    app.post('/idoc/:system', take)
  }
}

interface IdocHttpOptions {
  readonly accept: Accept
  readonly refused: Refused
  readonly senders: Senders
  readonly maxPacketBytes: number
  readonly maxIdocBytes: number
}
