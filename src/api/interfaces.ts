import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Route } from './needs.ts'
import { problems } from './schemas.ts'

const rule = z.object({ column: z.string(), from: z.string(), sources: z.array(z.string()), valueMappings: z.array(z.string()) })

const interfaceSchema = z.object({
  name: z.string(),
  title: z.string(),
  receives: z.string(),
  objectKey: z.string(),
  rows: z.array(z.object({ table: z.string(), each: z.string(), key: z.array(z.string()), mapping: z.array(rule) })),
})

/** GET /api/interfaces: what is carried over, column by column. */
export const interfaces: Route = (server, needs) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/interfaces',
    {
      schema: {
        operationId: 'listInterfaces',
        tags: ['running'],
        summary: 'What is carried over, column by column',
        response: { 200: z.object({ items: z.array(interfaceSchema) }), ...problems },
      },
    },
    async () => ({
      items: [...needs.interfaces.values()].map(({ name, title, receives, objects, objectKey, rows }) => ({
        name,
        title,
        receives: receives.description,
        objectKey: `${objects}: ${objectKey.description}`,
        rows: rows.map(({ table, each, columns }) => ({
          table: table.name,
          each: each ?? objects,
          key: [...table.key],
          mapping: Object.entries(columns).map(([column, { description, sources, lists }]) => ({
            column,
            from: description,
            sources: [...sources],
            valueMappings: [...lists],
          })),
        })),
      })),
    }),
  )
}
