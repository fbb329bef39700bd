import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { replaceMessage } from '../../engine/replace.ts'
import { findMessage } from '../../store/find-message.ts'
import { readPayloads } from '../../store/read-payloads.ts'
import { userOf } from '../admission.ts'
import { documentBody, documentIn, takingDocuments } from '../document-body.ts'
import type { Route } from '../needs.ts'
import { problemSchema } from '../problem.ts'
import { maybeWhy, messageParams, problems } from '../schemas.ts'
import { correctedArrival } from './corrected-arrival.ts'
import { findOne } from './find-one.ts'

/**
 * POST /api/messages/{id}/edit: the document as a person corrected it, as a new message. The old one stays as it came; what was
 * left to deliver of it is cancelled, for that reason.
 */
export const edit: Route = (server, { sql, accept, wake }) => {
  takingDocuments(server, (own) => {
    own.withTypeProvider<ZodTypeProvider>().post(
      '/messages/:id/edit',
      {
        config: { personalData: true },
        schema: {
          operationId: 'editMessage',
          tags: ['messages'],
          summary:
            'Deliver a corrected document (the body, as XML; of an XI message its main document or all of it) in place of this one, which stays as it came',
          consumes: ['text/xml', 'application/xml', 'text/x-idoc', 'multipart/related'],
          params: messageParams,
          querystring: maybeWhy,
          body: documentBody,
          response: {
            201: z.object({ messageId: z.string(), replaces: z.string() }),
            409: problemSchema,
            422: problemSchema,
            ...problems,
          },
        },
      },
      async (request, reply) => {
        const original = await findOne(sql, request.params.id, findMessage)
        const given = documentIn(request)
        const [stored] = await readPayloads(sql, [original.id])
        const corrected = correctedArrival(original, stored, given)
        const { reason } = request.query
        const messageId = await replaceMessage({ sql, accept }, original.id, corrected, { who: userOf(request), reason })
        wake()
        return reply.code(201).header('location', `/api/messages/${messageId}`).send({ messageId, replaces: original.id })
      },
    )
  })
}
