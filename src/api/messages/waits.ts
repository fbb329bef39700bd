import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { isOpen } from '../../message/delivery-status.ts'
import { findMessage } from '../../store/find-message.ts'
import { viewMessages } from '../../store/message-view.ts'
import type { Route } from '../needs.ts'
import { messageParams, problems } from '../schemas.ts'
import { readWaits, waitsSchema } from '../waits.ts'
import { findOne } from './find-one.ts'

/** Of a message about more objects, only so many are looked at. */
const mostObjects = 50

/** GET /api/messages/{id}/waits: what stands in the way of the objects it is about, and what waits for them. */
export const messageWaits: Route = (server, { sql, interfaces }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/messages/:id/waits',
    {
      schema: {
        operationId: 'showMessageWaits',
        tags: ['messages'],
        summary:
          'What the objects of its open deliveries wait for, and what waits for them; of more than fifty the least finished',
        params: messageParams,
        response: { 200: z.object({ items: z.array(waitsSchema) }), ...problems },
      },
    },
    async ({ params }) => {
      const message = await findOne(sql, params.id, findMessage)
      const views = await viewMessages(sql, [message], { most: mostObjects })
      const deliveries = views.flatMap((view) => view.deliveries)
      const open = deliveries.filter(({ status }) => isOpen[status]).map(({ objectKey }) => objectKey)
      return { items: await readWaits({ sql, interfaces }, open) }
    },
  )
}
