import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { preview } from '../../engine/preview.ts'
import { readPayloads } from '../../store/read-payloads.ts'
import { seesPersonalData } from '../admission.ts'
import type { Route } from '../needs.ts'
import { messageParams, problems } from '../schemas.ts'
import { findOne } from './find-one.ts'
import { mappedObject, shownObject } from './mapped-object.ts'

/** GET /api/messages/{id}/writes: what the message maps to now; nothing is touched. */
export const writes: Route = (server, { sql, interfaces }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/messages/:id/writes',
    {
      schema: {
        operationId: 'getWrites',
        tags: ['messages'],
        summary: 'What the message maps to now, with the source of every column; touches nothing',
        params: messageParams,
        response: { 200: z.object({ objects: z.array(mappedObject) }), ...problems },
      },
    },
    async (request) => {
      const { params } = request
      const seesAll = seesPersonalData(request)
      const { id } = await findOne(sql, params.id)
      const [stored] = await readPayloads(sql, [id])
      const objects = stored === undefined ? [] : preview(interfaces, stored)
      return { objects: objects.map((object) => shownObject(object, { seesAll })) }
    },
  )
}
