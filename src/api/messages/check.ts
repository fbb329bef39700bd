import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { compare } from '../../engine/compare.ts'
import { previewInTurns } from '../../engine/preview.ts'
import { findMessage } from '../../store/find-message.ts'
import { readPayloads } from '../../store/read-payloads.ts'
import { seesPersonalData } from '../admission.ts'
import { documentBody, documentIn, takingDocuments } from '../document-body.ts'
import type { Route } from '../needs.ts'
import { Problem, problemSchema } from '../problem.ts'
import { messageParams, problems } from '../schemas.ts'
import { correctedArrival } from './corrected-arrival.ts'
import { findOne } from './find-one.ts'
import { comparedObject, moreObjects, shownCompared } from './mapped-object.ts'
import { mostTelling, whichObjects } from './most-telling.ts'
import { mustBeCorrectable } from './not-correctable.ts'
import { payloadGone } from './payload-gone.ts'

/** POST /api/messages/{id}/check: what a corrected document would write in place of this one; nothing is stored, nothing is sent. */
export const checkCorrected: Route = (server, { sql, interfaces, rowUrl }) => {
  takingDocuments(server, (own) => {
    own.withTypeProvider<ZodTypeProvider>().post(
      '/messages/:id/check',
      {
        config: { right: 'view' },
        schema: {
          operationId: 'checkMessage',
          tags: ['messages'],
          summary:
            'What a corrected document (as editMessage takes it) would write in place of this one, beside what is there; sends nothing',
          consumes: ['text/xml', 'application/xml', 'text/x-idoc', 'multipart/related'],
          description: whichObjects,
          params: messageParams,
          body: documentBody,
          response: {
            200: z.object({ objects: z.array(comparedObject), more: moreObjects }),
            409: problemSchema,
            422: problemSchema,
            ...problems,
          },
        },
      },
      async (request) => {
        const original = await findOne(sql, request.params.id, findMessage)
        const given = documentIn(request)
        mustBeCorrectable(original)
        const [stored] = await readPayloads(sql, [original.id])
        if (stored === undefined) throw payloadGone(original)
        for await (const arrival of correctedArrival(original, stored, given, interfaces)) {
          const { objects, more } = mostTelling(await previewInTurns(interfaces, arrival.document))
          const compared = await compare(sql, interfaces, { ...arrival, deliveryOf: () => undefined }, objects)
          const shown = await shownCompared({ sql, rowUrl }, compared, { seesAll: seesPersonalData(request) })
          return { objects: shown, ...(more > 0 && { more }) }
        }
        throw new Problem(400, 'The document is missing', 'Send the corrected document as the body.')
      },
    )
  })
}
