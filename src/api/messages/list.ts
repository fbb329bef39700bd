import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findMessages } from '../../store/find-messages.ts'
import type { Route } from '../needs.ts'
import { message, problems } from '../schemas.ts'
import { filterOf, filterSchema } from './filter.ts'

/** Empty on the first page, for whoever puts it into every address. */
const cursor = z.guid({ error: 'must be `next` of the page before' }).or(z.literal(''))

const query = filterSchema.extend({
  order: z.enum(['newest', 'oldest']).default('newest').describe('Which come first'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  deliveries: z.coerce.number().int().min(1).max(1000).default(1000).describe('Of a message no more deliveries than these'),
  cursor: cursor.optional().describe('`next` of the page before'),
})

/** GET /api/messages: what arrived, a page at a time. */
export const list: Route = (server, { sql }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/messages',
    {
      schema: {
        operationId: 'listMessages',
        tags: ['messages'],
        summary: 'What arrived, newest first unless told otherwise',
        querystring: query,
        response: { 200: z.object({ items: z.array(message), next: z.string().optional() }), ...problems },
      },
    },
    async (request) => {
      const { limit, cursor, order, deliveries, ...filter } = request.query
      return findMessages(sql, {
        ...filterOf(filter, request),
        order,
        limit,
        cursor: cursor || undefined,
        mostDeliveries: deliveries,
      })
    },
  )
}
