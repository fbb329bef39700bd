import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { giveUpAnswer, sendAnswer } from '../engine/refused-answers.ts'
import { answerChannelName } from '../message/answer.ts'
import { findMessage } from '../store/find-message.ts'
import { type AnswerState, type RefusedAnswer, readRefusedAnswers } from '../store/refused-answers.ts'
import { userOf } from './admission.ts'
import { findOne } from './messages/find-one.ts'
import type { Route } from './needs.ts'
import { Problem, problemSchema } from './problem.ts'
import { maybeWhy, messageParams, problems, reason } from './schemas.ts'

const refusedAnswer = z.object({
  messageId: z.string().describe('The message it is about'),
  idoc: z.string().optional().describe('DOCNUM of that, 16 digits'),
  xiMessageId: z.string().optional(),
  type: z.string(),
  interface: z.string(),
  system: z.string().describe('Who is to be told'),
  channel: z.string(),
  reason: z.string().describe('What the system said the last time'),
  since: z.string().describe('ISO time since when it waits to be sent'),
  attempts: z.int().describe('How often it was tried; 0 when a person wants it sent now'),
  nextTryAt: z.string().describe('ISO time it is tried again, then or a moment later'),
})

const query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.guid({ error: 'must be `next` of the page before' }).optional().describe('`next` of the page before'),
})

/** GET /api/answers/refused: what SAP refuses to be told; POST /api/messages/{id}/answer/{give-up|send}: what to do about one. */
export const answers: Route = (server, { sql }) => {
  const api = server.withTypeProvider<ZodTypeProvider>()
  api.get(
    '/answers/refused',
    {
      schema: {
        operationId: 'listRefusedAnswers',
        tags: ['running'],
        summary:
          'Answers that a system refuses for what they say, those of the oldest messages first; others do not wait for them',
        querystring: query,
        response: { 200: z.object({ items: z.array(refusedAnswer), next: z.string().optional() }), ...problems },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const found = await readRefusedAnswers(sql, { limit: limit + 1, after: cursor })
      const items = found.slice(0, limit).map(asAnswered)
      return { items, ...(found.length > limit ? { next: items.at(-1)?.messageId } : {}) }
    },
  )
  api.post(
    '/messages/:id/answer/give-up',
    {
      schema: {
        operationId: 'giveUpAnswer',
        tags: ['messages'],
        summary: 'Give up telling SAP what became of it; a restart of the message has SAP told anew',
        params: messageParams,
        body: z.strictObject({ reason }),
        response: { 200: z.object({ givenUp: z.literal(true) }), 409: problemSchema, ...problems },
      },
    },
    async (request) => {
      const { id } = await findOne(sql, request.params.id, findMessage)
      const state = await giveUpAnswer(sql, id, { who: userOf(request), reason: request.body.reason })
      if (state?.standing === 'waits' || state?.standing === 'is refused') return { givenUp: true as const }
      throw new Problem(409, 'There is no answer to give up', whyNot(state))
    },
  )
  api.post(
    '/messages/:id/answer/send',
    {
      schema: {
        operationId: 'sendAnswer',
        tags: ['messages'],
        summary: 'Send its answer now, which SAP refused; it goes within a second or two',
        params: messageParams,
        body: maybeWhy.nullish(),
        response: { 200: z.object({ isDue: z.literal(true) }), 409: problemSchema, ...problems },
      },
    },
    async (request) => {
      const { id } = await findOne(sql, request.params.id, findMessage)
      const state = await sendAnswer(sql, id, { who: userOf(request), reason: request.body?.reason })
      if (state?.standing === 'is refused') return { isDue: true as const }
      throw new Problem(409, 'There is no refused answer to send', whyNot(state))
    },
  )
}

function whyNot(state: AnswerState | undefined): string {
  if (state === undefined)
    return 'SAP is not to be told of this message, or not yet: it is when the last of its deliveries has ended.'
  const { system, standing } = state
  switch (standing) {
    case 'was sent':
      return `${system} was told already what became of it. Restart the message to have it told anew.`
    case 'was given up':
      return `It was given up already. Restart the message to have ${system} told anew.`
    default:
      return `${system} does not refuse it: it goes out in its turn.`
  }
}

function asAnswered({ kind, idoc, xiMessageId, since, nextTryAt, ...rest }: RefusedAnswer): z.output<typeof refusedAnswer> {
  return {
    ...rest,
    ...(idoc !== null && { idoc }),
    ...(xiMessageId !== null && { xiMessageId }),
    channel: answerChannelName({ kind }),
    since: since.toISOString(),
    nextTryAt: nextTryAt.toISOString(),
  }
}
