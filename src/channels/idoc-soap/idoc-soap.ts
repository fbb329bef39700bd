import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Accept } from '../../message/arrival.ts'
import type { Refused } from '../../message/refusal.ts'
import { answer } from '../idoc-http/answer.ts'
import { answerError } from '../idoc-http/answer-error.ts'
import { bodyOf } from '../idoc-http/body.ts'
import { checkRequest } from '../idoc-http/check-request.ts'
import { checkSystem } from '../idoc-http/check-sender.ts'
import { connectionTest } from '../idoc-http/connection-test.ts'
import type { Senders } from '../idoc-http/senders.ts'
import { assignment } from './assignment.ts'
import { fault } from './fault.ts'
import { readRequest } from './read-request.ts'

const mediaTypes = ['text/xml', 'application/xml']

/**
 * Sender channel for IDocs in SOAP 1.1, as SAP's own service /sap/bc/srt/idoc takes them: POST /idoc-soap and /idoc-soap/{system}, one
 * IDoc a request. Answers after the IDoc is stored with the number it has here; an IDoc that comes again gets the same number.
 */
export function idocSoap(options: IdocSoapOptions): FastifyPluginAsync {
  return async (app: FastifyInstance) => {
    app.removeAllContentTypeParsers()
    // The body is not touched here: it is read only after the sender is known.
    app.addContentTypeParser('*', (_, body, done) => done(null, body))
    app.addHook('onRequest', async (request: FastifyRequest) => checkRequest(request, { ...options, mediaTypes }))
    const at = { ...options, channel: 'idoc-soap', wording: fault }
    app.setErrorHandler((error, request, reply) => answerError(error, request, reply, at))
    const take = async (request: FastifyRequest, reply: FastifyReply) => answer(reply, 200, await takeIdoc(request, options))
    connectionTest(app, '/idoc-soap')
    app.post('/idoc-soap', take)
    app.post('/idoc-soap/:system', take)
  }
}

interface IdocSoapOptions {
  readonly accept: Accept
  readonly refused: Refused
  readonly senders: Senders
  readonly maxPacketBytes: number
  readonly maxIdocBytes: number
}

async function takeIdoc(request: FastifyRequest, { accept, maxPacketBytes, maxIdocBytes }: IdocSoapOptions): Promise<string> {
  const body = bodyOf(request.raw, maxPacketBytes)
  try {
    const { arrival, rootName } = await readRequest(body, { contentType: request.headers['content-type'] ?? '', maxIdocBytes })
    checkSystem(request, arrival)
    return assignment(rootName, await accept([arrival]))
  } finally {
    // Lets go of the body where it was not read to its end, so that the rest of it can be drained.
    await body.return(undefined)
  }
}
