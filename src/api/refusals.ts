import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { readRefusals, type StoredRefusal } from '../store/refusals.ts'
import type { Route } from './needs.ts'
import { problems } from './schemas.ts'

const refusal = z.object({
  id: z.string(),
  channel: z.string(),
  sender: z.string().optional().describe('The user of a sender, or the folder a file lay in; missing: nobody who is known here'),
  system: z.string().optional().describe('The logical system of the sender, where it can be told'),
  from: z.string().describe('An address of the network, or the name of a file'),
  status: z.int().optional().describe('The HTTP status it was answered with; missing for a file'),
  reason: z.string().describe('What was answered: what, which, and what to do'),
  document: z.string().optional().describe('DOCNUM of the first IDoc in it, or the id of the XI message'),
  firstAt: z.string().describe('ISO time'),
  lastAt: z.string().describe('ISO time of the last one like it'),
  times: z.int().describe('How often within an hour'),
})

const cursor = /^(\d{1,15})-(\d{1,18})$/

const query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().regex(cursor, 'must be `next` of the page before').optional().describe('`next` of the page before'),
})

/** GET /api/refusals: what was refused at the door, the last ones first. */
export const refusals: Route = (server, { sql }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/refusals',
    {
      schema: {
        operationId: 'listRefusals',
        tags: ['running'],
        summary: 'Packets that were refused and never became a message, the last ones first; the same within an hour is counted',
        querystring: query,
        response: { 200: z.object({ items: z.array(refusal), next: z.string().optional() }), ...problems },
      },
    },
    async ({ query: { limit, cursor: before } }) => {
      const found = await readRefusals(sql, { limit: limit + 1, before: placeOf(before) })
      const shown = found.slice(0, limit)
      const last = shown.at(-1)
      const next = found.length > limit && last !== undefined ? { next: `${last.lastAt.getTime()}-${last.id}` } : {}
      return { items: shown.map(asAnswered), ...next }
    },
  )
}

function placeOf(text = ''): { lastAt: Date; id: string } | undefined {
  const [, time, id] = cursor.exec(text) ?? []
  return id === undefined ? undefined : { lastAt: new Date(Number(time)), id }
}

function asAnswered({ sender, system, status, document, firstAt, lastAt, ...rest }: StoredRefusal): z.output<typeof refusal> {
  return {
    ...rest,
    ...(sender !== null && { sender }),
    ...(system !== null && { system }),
    ...(status !== null && { status }),
    ...(document !== null && { document }),
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  }
}
