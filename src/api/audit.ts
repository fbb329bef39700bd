import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { readAudit } from '../store/read-audit.ts'
import type { Route } from './needs.ts'
import { problems } from './schemas.ts'

const entry = z.object({
  id: z.string(),
  at: z.string().describe('ISO time'),
  who: z.string(),
  action: z.string(),
  messageId: z.string().nullable(),
  subject: z.string().nullable().describe('What else it was done to, e.g. user/erika'),
  reason: z.string().nullable(),
  detail: z.string().nullable().describe('What changed, or from where'),
})

const query = z.strictObject({
  who: z.string().optional(),
  messageId: z.guid().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().regex(/^\d+$/, 'must be `next` of the page before').optional().describe('`next` of the page before'),
})

/** GET /api/audit: what people did, newest first. */
export const auditLog: Route = (server, { sql }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/audit',
    {
      schema: {
        operationId: 'listAudit',
        tags: ['running'],
        summary: 'What people did, when and why, newest first',
        querystring: query,
        response: { 200: z.object({ items: z.array(entry), next: z.string().optional() }), ...problems },
      },
    },
    async ({ query: { cursor, limit, ...filter } }) => {
      const found = await readAudit(sql, { ...filter, limit: limit + 1, before: cursor })
      const items = found.slice(0, limit).map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }))
      return { items, ...(found.length > limit ? { next: items.at(-1)?.id } : {}) }
    },
  )
}
