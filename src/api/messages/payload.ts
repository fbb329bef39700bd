import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { isFlatIdoc } from '../../idoc/flat.ts'
import { findMessage } from '../../store/find-message.ts'
import { readPayloads } from '../../store/read-payloads.ts'
import { isXi } from '../../xi/is-xi.ts'
import { mediaTypeOf } from '../../xi/media-type.ts'
import { mainDocument } from '../../xi/parse.ts'
import type { Route } from '../needs.ts'
import { problemSchema } from '../problem.ts'
import { messageParams, problems } from '../schemas.ts'
import { findOne } from './find-one.ts'
import { mustBeCorrectable } from './not-correctable.ts'
import { payloadGone } from './payload-gone.ts'

/** GET /api/messages/{id}/payload: the bytes as they were received, or of an XI message those of its main document. */
export const payload: Route = (server, { sql }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/messages/:id/payload',
    {
      config: { personalData: true },
      schema: {
        operationId: 'getPayload',
        tags: ['messages'],
        summary: 'The bytes as they were received, with the content type they had',
        params: messageParams,
        querystring: z.strictObject({
          part: z.literal('main').optional().describe('Of an XI message only its main document, which editMessage takes back'),
        }),
        response: { 200: { description: 'The bytes', content: { '*/*': { schema: z.any() } } }, 409: problemSchema, ...problems },
      },
    },
    async ({ params, query }, reply) => {
      const found = await findOne(sql, params.id, findMessage)
      const { id, idoc } = found
      if (query.part === 'main') mustBeCorrectable(found)
      const [stored] = await readPayloads(sql, [id])
      if (stored === undefined) throw payloadGone(found)
      const isPart = query.part === 'main' && isXi(stored.payload, stored.contentType)
      const { payload, contentType } = isPart ? mainDocument(stored) : stored
      // What came from outside is never shown as a page of ours.
      return reply
        .header('content-type', contentType)
        .header('content-disposition', `attachment; filename="${idoc ?? id}.${endingOf(contentType)}"`)
        .header('x-content-type-options', 'nosniff')
        .send(Buffer.from(payload))
    },
  )
}

/** As `landbridge send` and a watched folder know their files. */
function endingOf(contentType: string): string {
  if (isFlatIdoc(contentType)) return 'txt'
  const { type } = mediaTypeOf(contentType)
  if (type.endsWith('json')) return 'json'
  return type === 'multipart/related' ? 'xi' : 'xml'
}
