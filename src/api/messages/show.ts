import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { readMessage } from '../../store/read-message.ts'
import type { Route } from '../needs.ts'
import { messageDetail, messageParams, problems } from '../schemas.ts'
import { findOne } from './find-one.ts'
import { notCorrectable } from './not-correctable.ts'

/** GET /api/messages/{id}: one message with everything that was tried. */
export const show: Route = (server, { sql, traceUrl }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/messages/:id',
    {
      schema: {
        operationId: 'showMessage',
        tags: ['messages'],
        summary: 'One message with everything that was tried',
        params: messageParams,
        querystring: z.strictObject({
          deliveries: z.coerce
            .number()
            .int()
            .min(1)
            .max(1000)
            .optional()
            .describe(
              'No more deliveries than these, the least finished first, and no more attempts, the last ones; all when not given',
            ),
        }),
        response: { 200: messageDetail, ...problems },
      },
    },
    async ({ params, query }) => {
      const found = await findOne(sql, params.id, (sql, id) => readMessage(sql, id, query.deliveries))
      const cannotBeCorrected = notCorrectable(found)
      return {
        ...found,
        ...(traceUrl && { traceUrl: traceUrl(found.id) }),
        ...(cannotBeCorrected !== undefined && { cannotBeCorrected }),
      }
    },
  )
}
