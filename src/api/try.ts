import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { preview } from '../engine/preview.ts'
import { mappedObject, shownObject } from './messages/mapped-object.ts'
import type { Route } from './needs.ts'
import { Problem, problemSchema } from './problem.ts'
import { problems } from './schemas.ts'

/** POST /api/try: what a document would write; nothing is stored, nothing is sent. */
export const tryDocument: Route = (server, { interfaces }) => {
  server.register(async (own: FastifyInstance) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 * 1024 }, (_, body, done) => done(null, body))
    own.withTypeProvider<ZodTypeProvider>().post(
      '/try',
      {
        config: { right: 'view' },
        schema: {
          operationId: 'tryDocument',
          tags: ['running'],
          summary: 'What a document (the body: one IDoc, or an XI message) would write; nothing is stored, nothing is sent',
          consumes: ['text/xml', 'application/xml', 'multipart/related'],
          response: { 200: z.object({ objects: z.array(mappedObject) }), 422: problemSchema, ...problems },
        },
      },
      async (request) => {
        if (!Buffer.isBuffer(request.body)) throw new Problem(400, 'The document is missing', 'Send its XML as the body.')
        const contentType = request.headers['content-type'] ?? 'text/xml'
        return {
          objects: preview(interfaces, { payload: request.body, contentType }).map((object) =>
            shownObject(object, { seesAll: true }),
          ),
        }
      },
    )
  })
}
