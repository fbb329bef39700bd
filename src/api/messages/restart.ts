import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { restartMessage } from '../../engine/restart.ts'
import { findMessage } from '../../store/find-message.ts'
import { userOf } from '../admission.ts'
import type { Route } from '../needs.ts'
import { changed, maybeWhy, messageParams, problems } from '../schemas.ts'
import { findOne } from './find-one.ts'

/** POST /api/messages/{id}/restart: deliver it again, now. */
export const restart: Route = (server, { sql, wake }) => {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/messages/:id/restart',
    {
      schema: {
        operationId: 'restartMessage',
        tags: ['messages'],
        summary: 'Deliver it again, now',
        params: messageParams,
        body: maybeWhy.nullish(),
        response: { 200: changed, ...problems },
      },
    },
    async (request) => {
      const { id } = await findOne(sql, request.params.id, findMessage)
      const result = await restartMessage(sql, id, { who: userOf(request), reason: request.body?.reason })
      wake()
      return result
    },
  )
}
