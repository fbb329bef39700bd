import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { isFlatIdoc } from '../../idoc/flat.ts'
import { readPayloads } from '../../store/read-payloads.ts'
import { mediaTypeOf } from '../../xi/media-type.ts'
import type { Route } from '../needs.ts'
import { messageParams } from '../schemas.ts'
import { findOne } from './find-one.ts'

/** GET /api/messages/{id}/payload: the bytes as they were received. */
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
      },
    },
    async ({ params }, reply) => {
      const { id, idoc } = await findOne(sql, params.id)
      const [stored] = await readPayloads(sql, [id])
      const contentType = stored?.contentType ?? 'application/octet-stream'
      // What came from outside is never shown as a page of ours.
      return reply
        .header('content-type', contentType)
        .header('content-disposition', `attachment; filename="${idoc ?? id}.${endingOf(contentType)}"`)
        .header('x-content-type-options', 'nosniff')
        .send(Buffer.from(stored?.payload ?? []))
    },
  )
}

/** As `landbridge send` and a watched folder know their files. */
function endingOf(contentType: string): string {
  if (isFlatIdoc(contentType)) return 'txt'
  return mediaTypeOf(contentType).type === 'multipart/related' ? 'xi' : 'xml'
}
