import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { cancelMessage } from '../../engine/cancel.ts'
import { typeOf, versionOf } from '../../idoc/control-record.ts'
import { parseIdoc } from '../../idoc/parse-one.ts'
import type { Arrival } from '../../message/arrival.ts'
import type { MessageDetail } from '../../store/read-message.ts'
import { userOf } from '../basic-auth.ts'
import type { Route } from '../needs.ts'
import { Problem } from '../problem.ts'
import { messageParams, problems } from '../schemas.ts'
import { findOne } from './find-one.ts'

/**
 * POST /api/messages/{id}/edit: the document as a person corrected it, as a new message. The old one stays as it came; what was
 * left to deliver of it is cancelled, for that reason.
 */
export const edit: Route = (server, { sql, accept, wake }) => {
  server.register(async (own: FastifyInstance) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 * 1024 }, (_, body, done) => done(null, body))
    own.withTypeProvider<ZodTypeProvider>().post(
      '/messages/:id/edit',
      {
        schema: {
          operationId: 'editMessage',
          tags: ['messages'],
          summary: 'Deliver a corrected document (the body, as XML) in place of this one, which stays as it came',
          consumes: ['text/xml', 'application/xml'],
          params: messageParams,
          response: { 201: z.object({ messageId: z.string(), replaces: z.string() }), ...problems },
        },
      },
      async (request, reply) => {
        const original = await findOne(sql, request.params.id)
        if (!Buffer.isBuffer(request.body))
          throw new Problem(400, 'The document is missing', 'Send the corrected IDoc XML as the body.')
        const [accepted] = await accept(oneArrival(original, request.body, request.headers['content-type'] ?? 'text/xml'))
        const messageId = accepted?.messageId ?? ''
        await cancelMessage(sql, original.id, { who: userOf(request), reason: `replaced by message ${messageId}` })
        wake()
        return reply.code(201).header('location', `/api/messages/${messageId}`).send({ messageId, replaces: original.id })
      },
    )
  })
}

/** Never taken for the document it corrects: its identity is that one's and more. */
async function* oneArrival(original: MessageDetail, payload: Buffer, contentType: string): AsyncGenerator<Arrival> {
  const document = parseIdoc(payload, contentType)
  yield {
    channel: original.channel,
    system: document.header.SNDPRN ?? original.system,
    identity: `${original.identity}/edited/${randomBytes(8).toString('hex')}`,
    idoc: document.header.DOCNUM,
    type: typeOf(document.header),
    version: versionOf(document.header),
    contentType,
    payload,
    document,
  }
}
