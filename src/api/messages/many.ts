import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { cancelMessage } from '../../engine/cancel.ts'
import { restartMessage } from '../../engine/restart.ts'
import type { MessageFilter } from '../../store/find-messages.ts'
import { userOf } from '../admission.ts'
import type { Route } from '../needs.ts'
import { maybeWhy, problems, reason } from '../schemas.ts'
import { everyMessage } from './every.ts'
import { filterOf, filterSchema } from './filter.ts'

/** So many messages are done at most with one request; what is left is told. */
const most = 10_000

// An empty condition finds everything.
const filter = filterSchema.refine((given) => Object.values(given).some(Boolean) && !Object.values(given).includes(''), {
  message: 'must say which messages: at least one condition, and none that is empty',
})

const done = z.object({
  messages: z.int().describe('Messages that changed'),
  refused: z.array(z.object({ messageId: z.string(), objectKey: z.string(), why: z.string() })).describe('The first hundred'),
  isAll: z.boolean().describe(`Whether there were no more than ${most} messages; if not, ask again`),
})

/** POST /api/messages/restart and /api/messages/cancel: the same with every message that a search finds. */
export const many: Route = (server, { sql, wake }) => {
  const api = server.withTypeProvider<ZodTypeProvider>()
  api.post(
    '/messages/restart',
    {
      schema: {
        operationId: 'restartMessages',
        tags: ['messages'],
        summary: 'Deliver every message a search finds again, now',
        body: maybeWhy.extend({ filter }),
        response: { 200: done, ...problems },
      },
    },
    async (request) =>
      doAll(filterOf(request.body.filter, request), (id) =>
        restartMessage(sql, id, { who: userOf(request), reason: request.body.reason }),
      ),
  )
  api.post(
    '/messages/cancel',
    {
      schema: {
        operationId: 'cancelMessages',
        tags: ['messages'],
        summary: 'Give up what is left to deliver of every message a search finds',
        body: z.strictObject({ filter, reason }),
        response: { 200: done, ...problems },
      },
    },
    async (request) =>
      doAll(filterOf(request.body.filter, request), (id) =>
        cancelMessage(sql, id, { who: userOf(request), reason: request.body.reason }),
      ),
  )

  /** What is found is written down before it is changed, because a message that changes may no longer be found. */
  async function doAll(filter: MessageFilter, act: (id: string) => ReturnType<typeof restartMessage>) {
    const ids: string[] = []
    // One more than is done, to know whether that is all. The oldest go first, as they came.
    for await (const { id } of everyMessage(sql, filter, most + 1)) ids.push(id)
    const isAll = ids.length <= most
    let messages = 0
    const refused: z.infer<typeof done>['refused'] = []
    for (const messageId of ids.slice(0, most).reverse()) {
      const result = await act(messageId)
      if (result.changed > 0) messages++
      refused.push(...result.refused.map((refusal) => ({ messageId, ...refusal })))
    }
    wake()
    return { messages, refused: refused.slice(0, 100), isAll }
  }
}
