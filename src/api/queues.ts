import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { depth } from '../queue/depth.ts'
import type { Route } from './needs.ts'
import { problems } from './schemas.ts'

const counts = z.object({ waiting: z.int(), delivering: z.int(), held: z.int(), parked: z.int() })

/** GET /api/queues: how much is left to do. */
export const queues: Route = (server, { sql }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/queues',
    {
      schema: {
        operationId: 'showQueues',
        tags: ['running'],
        summary: 'How many deliveries are left to do, by what they wait for',
        response: { 200: counts, ...problems },
      },
    },
    async () => depth(sql),
  )
}
