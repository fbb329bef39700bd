import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { previewInTurns } from '../engine/preview.ts'
import { bareDocument } from '../mapping/bare-document.ts'
import { readDocument } from '../mapping/read-document.ts'
import { documentBody, documentIn, takingDocuments } from './document-body.ts'
import { mappedObject, moreObjects, shownObject } from './messages/mapped-object.ts'
import { mostTelling, whichObjects } from './messages/most-telling.ts'
import type { Route } from './needs.ts'
import { problemSchema } from './problem.ts'
import { problems } from './schemas.ts'

/** POST /api/try: what a document would write; nothing is stored, nothing is sent. */
export const tryDocument: Route = (server, { interfaces }) => {
  takingDocuments(server, (own) => {
    own.withTypeProvider<ZodTypeProvider>().post(
      '/try',
      {
        config: { right: 'view' },
        schema: {
          operationId: 'tryDocument',
          tags: ['running'],
          summary:
            'What a document (the body: one IDoc, an XI message, or the payload of one alone) would write; nothing is stored, nothing is sent',
          querystring: z.strictObject({
            interface: z
              .string()
              .optional()
              .describe('Which interface the payload of an XI message alone is for, where its namespace does not tell'),
          }),
          consumes: ['text/xml', 'application/xml', 'multipart/related'],
          description: whichObjects,
          body: documentBody,
          response: { 200: z.object({ objects: z.array(mappedObject), more: moreObjects }), 422: problemSchema, ...problems },
        },
      },
      async (request) => {
        const given = { ...documentIn(request), interface: request.query.interface }
        const document = bareDocument(interfaces, given) ?? readDocument(given.payload, given.contentType)
        const { objects, more } = mostTelling(await previewInTurns(interfaces, document))
        return { objects: objects.map((object) => shownObject(object, { seesAll: true })), ...(more > 0 && { more }) }
      },
    )
  })
}
