import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Route } from '../needs.ts'
import { messageDetail, messageParams, problems } from '../schemas.ts'
import { findOne } from './find-one.ts'

/** GET /api/messages/{id}: one message with everything that was tried. */
export const show: Route = (server, { sql }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/messages/:id',
    {
      schema: {
        operationId: 'showMessage',
        tags: ['messages'],
        summary: 'One message with everything that was tried',
        params: messageParams,
        response: { 200: messageDetail, ...problems },
      },
    },
    async ({ params }) => findOne(sql, params.id),
  )
}
