import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findMessages } from '../../store/find-messages.ts'
import type { Route } from '../needs.ts'
import { message, problems, status } from '../schemas.ts'

const time = z.iso.datetime({ offset: true }).or(z.iso.date()).describe('ISO time, or a date in UTC')

const query = z.object({
  interface: z.string().optional(),
  status: status.optional(),
  objectKey: z.string().optional().describe('business-partner/4711, or 4711 alone'),
  idoc: z.string().optional().describe('DOCNUM, with or without leading zeros'),
  messageId: z.string().optional().describe('A message id or its beginning, or the whole id of an XI message'),
  from: time.optional(),
  to: time.optional(),
  text: z
    .string()
    .optional()
    .describe(
      'A number of an IDoc or object, or words of names, place, e-mail, telephone or numbers of the object, or of a reason',
    ),
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
    async ({ query: { from, to, ...filter } }) =>
      findMessages(sql, { ...filter, from: from === undefined ? undefined : new Date(from), to: endOf(to) }),
  )
}

/** A date alone means the whole day. */
function endOf(to: string | undefined): Date | undefined {
  if (to === undefined) return undefined
  return new Date(/^\d{4}-\d\d-\d\d$/.test(to) ? `${to}T23:59:59.999Z` : to)
}
