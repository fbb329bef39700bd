import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { compare } from '../../engine/compare.ts'
import { previewInTurns } from '../../engine/preview.ts'
import { readDocument } from '../../mapping/read-document.ts'
import { findMessage } from '../../store/find-message.ts'
import { viewDeliveries } from '../../store/message-view.ts'
import { readPayloads } from '../../store/read-payloads.ts'
import { seesPersonalData } from '../admission.ts'
import type { Route } from '../needs.ts'
import { messageParams, problems } from '../schemas.ts'
import { findOne } from './find-one.ts'
import { comparedObject, moreObjects, shownCompared } from './mapped-object.ts'
import { mostObjects } from './most-telling.ts'
import { payloadGone } from './payload-gone.ts'

/** GET /api/messages/{id}/writes: what the message maps to now, beside what was there before; nothing is touched. */
export const writes: Route = (server, { sql, interfaces, rowUrl }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/messages/:id/writes',
    {
      schema: {
        operationId: 'getWrites',
        tags: ['messages'],
        summary: 'What the message maps to now, with the source of every column and what it held before; touches nothing',
        description: `Of a document of many objects the first ${mostObjects}, or the one asked for`,
        params: messageParams,
        querystring: z.strictObject({
          objectKey: z.string().optional().describe('Only this object, e.g. inventory/4711/20010/1010/-/-/W'),
        }),
        response: {
          200: z.object({
            objects: z.array(comparedObject),
            more: moreObjects,
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { params, query } = request
      const seesAll = seesPersonalData(request)
      const found = await findOne(sql, params.id, findMessage)
      const { id } = found
      const [stored] = await readPayloads(sql, [id])
      if (stored === undefined) throw payloadGone(found)
      let more = 0
      const isAskedFor = (key: string, place: number) => {
        if (query.objectKey !== undefined) return key === query.objectKey
        if (place >= mostObjects) more++
        return place < mostObjects
      }
      const previews = await previewInTurns(interfaces, readDocument(stored.payload, stored.contentType), isAskedFor)
      const keys = previews.map(({ objectKey }) => objectKey)
      const deliveries = await viewDeliveries(sql, id, keys)
      const subject = { ...stored, messageId: id, deliveryOf: (key: string) => deliveries.get(key) }
      const compared = await compare(sql, interfaces, subject, previews)
      const objects = await shownCompared({ sql, rowUrl }, compared, { seesAll })
      return more === 0 ? { objects } : { objects, more }
    },
  )
}
