import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ISql as Sql } from 'postgres'
import { z } from 'zod'
import { correctionsInTurn } from '../../engine/corrections-in-turn.ts'
import { replaceMessage } from '../../engine/replace.ts'
import { type FoundMessage, findMessage } from '../../store/find-message.ts'
import { firstOriginal } from '../../store/first-original.ts'
import { readMessage } from '../../store/read-message.ts'
import { readPayloads } from '../../store/read-payloads.ts'
import { userOf } from '../admission.ts'
import { documentBody, documentIn, takingDocuments } from '../document-body.ts'
import type { Route } from '../needs.ts'
import { Problem, problemSchema } from '../problem.ts'
import { maybeWhy, messageParams, problems } from '../schemas.ts'
import { correctedArrival } from './corrected-arrival.ts'
import { findOne } from './find-one.ts'
import { newestCopy } from './newest-copy.ts'
import { mustBeCorrectable } from './not-correctable.ts'
import { payloadGone } from './payload-gone.ts'

/**
 * POST /api/messages/{id}/edit: the document as a person corrected it, as a new message. The old one stays as it came; what was
 * left to deliver of it is cancelled, for that reason.
 */
export const edit: Route = (server, { sql, accept, interfaces, wake }) => {
  const inTurn = correctionsInTurn(sql)
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
        mustBeCorrectable(original)
        const { reason } = request.query
        const messageId = await inTurn(original, async () => {
          await mustBeNewest(sql, original)
          const [stored] = await readPayloads(sql, [original.id])
          if (stored === undefined) throw payloadGone(original)
          const corrected = correctedArrival(original, stored, given, interfaces)
          return replaceMessage({ sql, accept }, original.id, corrected, { who: userOf(request), reason })
        })
        wake()
        return reply.code(201).header('location', `/api/messages/${messageId}`).send({ messageId, replaces: original.id })
      },
    )
  })
}

/** Two copies that both go out would overtake each other. @throws {Problem} it was corrected before, and that copy counts */
async function mustBeNewest(sql: Sql, original: FoundMessage): Promise<void> {
  const copy = await newestCopy(sql, await firstOriginal(sql, original))
  if (copy === undefined || copy.id === original.id) return
  if ((await readMessage(sql, copy.id, 1))?.status === 'cancelled') return
  throw new Problem(409, `It was replaced by message ${copy.id} already`, 'Correct that one, or cancel it first.')
}
