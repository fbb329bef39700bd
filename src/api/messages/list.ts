import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findMessages } from '../../store/find-messages.ts'
import type { Route } from '../needs.ts'
import { message, problems } from '../schemas.ts'
import { filterOf, filterSchema } from './filter.ts'

const query = filterSchema.extend({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional().describe('`next` of the page before'),
})

/** GET /api/messages: what arrived, newest first. */
export const list: Route = (server, { sql }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/messages',
    {
      schema: {
        operationId: 'listMessages',
        tags: ['messages'],
        summary: 'What arrived, newest first',
        querystring: query,
        response: { 200: z.object({ items: z.array(message), next: z.string().optional() }), ...problems },
      },
    },
    async (request) => {
      const { limit, cursor, ...filter } = request.query
      return findMessages(sql, { ...filterOf(filter, request), limit, cursor })
    },
  )
}
