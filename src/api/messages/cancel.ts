import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { cancelMessage } from '../../engine/cancel.ts'
import { findMessage } from '../../store/find-message.ts'
import { userOf } from '../admission.ts'
import type { Route } from '../needs.ts'
import { changed, messageParams, problems, reason } from '../schemas.ts'
import { findOne } from './find-one.ts'

/** POST /api/messages/{id}/cancel: give up what is left of it, with a reason. */
export const cancel: Route = (server, { sql, wake }) => {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/messages/:id/cancel',
    {
      schema: {
        operationId: 'cancelMessage',
        tags: ['messages'],
        summary: 'Give up what is left to deliver of it; what waits behind it goes on',
        params: messageParams,
        body: z.strictObject({ reason }),
        response: { 200: changed, ...problems },
      },
    },
    async (request) => {
      const { id } = await findOne(sql, request.params.id, findMessage)
      const result = await cancelMessage(sql, id, { who: userOf(request), reason: request.body.reason })
      wake()
      return result
    },
  )
}
