import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Preview, preview } from '../../engine/preview.ts'
import { readPayloads } from '../../store/read-payloads.ts'
import type { Route } from '../needs.ts'
import { messageParams, problems } from '../schemas.ts'
import { shownValue } from '../shown-value.ts'
import { findOne } from './find-one.ts'

const writeSchema = z.object({
  table: z.string(),
  operation: z.enum(['upsert', 'deactivate', 'delete']),
  key: z.record(z.string(), z.string()),
  columns: z.record(z.string(), z.object({ value: z.unknown(), source: z.string() })),
})

const objectSchema = z.object({
  objectKey: z.string(),
  writes: z.array(writeSchema),
  warnings: z.array(z.string()),
  problem: z.string().optional(),
})

/** GET /api/messages/{id}/writes: what the message maps to now; nothing is touched. */
export const writes: Route = (server, { sql, interfaces }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/messages/:id/writes',
    {
      schema: {
        operationId: 'getWrites',
        tags: ['messages'],
        summary: 'What the message maps to now, with the source of every column; touches nothing',
        params: messageParams,
        response: { 200: z.object({ objects: z.array(objectSchema) }), ...problems },
      },
    },
    async ({ params }) => {
      const { id } = await findOne(sql, params.id)
      const [stored] = await readPayloads(sql, [id])
      const objects = stored === undefined ? [] : preview(interfaces, stored)
      return {
        objects: objects.map((object) => ({ ...object, warnings: [...object.warnings], writes: object.writes.map(shown) })),
      }
    },
  )
}

function shown({ columns, ...write }: Preview['writes'][number]) {
  const values = Object.entries(columns).map(([name, { value, source }]) => [name, { value: shownValue(value), source }])
  return { ...write, columns: Object.fromEntries(values) }
}
