import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { deleteView, readViews, saveView } from '../store/views.ts'
import { userOf } from './admission.ts'
import { filledIn } from './filled-in.ts'
import type { Route } from './needs.ts'
import { Problem } from './problem.ts'
import { problems } from './schemas.ts'

/** So many views each person may keep. */
const most = 100

const query = z
  .string()
  .max(2000)
  .describe('Filters and columns as in the address of the page: status=held&columns=number,reason')
const view = z.object({ name: z.string(), query })
const params = z.object({ name: filledIn(60) })
// They are nobody else's, so whoever may look may keep how they look; nothing else changes by it.
const config = { right: 'view' } as const

/** GET /api/views, PUT and DELETE /api/views/{name}: ways to look at messages that whoever asks gave a name. */
export const views: Route = (server, { sql }) => {
  const api = server.withTypeProvider<ZodTypeProvider>()
  api.get(
    '/views',
    {
      schema: {
        operationId: 'listViews',
        tags: ['messages'],
        summary: 'Your own saved views of the list of messages, by name',
        response: { 200: z.object({ items: z.array(view) }), ...problems },
      },
    },
    async (request) => ({ items: await readViews(sql, userOf(request)) }),
  )
  api.put(
    '/views/:name',
    {
      config,
      schema: {
        operationId: 'saveView',
        tags: ['messages'],
        summary: 'Keep filters and columns by a name; your view of that name is replaced',
        params,
        body: z.strictObject({ query }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const saved = { name: request.params.name, query: request.body.query }
      if (!(await saveView(sql, userOf(request), saved, most)))
        throw new Problem(400, `You have ${most} views already`, 'Delete one that you no longer use, and save this one then.')
      return reply.code(204).send(null)
    },
  )
  api.delete(
    '/views/:name',
    {
      config,
      schema: {
        operationId: 'deleteView',
        tags: ['messages'],
        summary: 'Forget one of your saved views',
        params,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { name } = request.params
      if (!(await deleteView(sql, userOf(request), name)))
        throw new Problem(404, `You have no view ${name}`, 'GET /api/views lists yours.')
      return reply.code(204).send(null)
    },
  )
}
