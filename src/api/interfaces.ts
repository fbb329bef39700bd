import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { describeInterface } from '../mapping/describe-interface.ts'
import { describeRouting } from '../mapping/routing.ts'
import { readPauses } from '../store/pauses.ts'
import type { Route } from './needs.ts'
import { problems } from './schemas.ts'

const columnSchema = z.object({
  column: z.string(),
  isKey: z.boolean().describe('The row is found again by it'),
  kind: z.string().describe('Such as "text, 160 characters"'),
  label: z.string().optional().describe('Of a column of ours, which provision creates'),
  from: z.string().describe('What its rule does'),
  sources: z.array(z.string()).readonly().describe('Every field it may be read from'),
  valueMappings: z.array(z.string()).readonly(),
})

const rowSchema = z.object({
  table: z.string(),
  each: z.string().describe('The segment that stands for one row'),
  onlyWhen: z.string().optional(),
  waitsFor: z
    .string()
    .optional()
    .describe('The row is changed, never created: while it is not there, the object waits for the one that creates this row'),
  deletedWhen: z.string().optional(),
  onDeletion: z.enum(['deactivate', 'delete', 'ignore']),
  whenNotNamed: z
    .enum(['deactivate', 'delete'])
    .optional()
    .describe('Documents name all rows of their object: what becomes of one that a later document no longer names'),
  columns: z.array(columnSchema).readonly(),
})

const interfaceSchema = z.object({
  name: z.string(),
  title: z.string(),
  receives: z.string(),
  objectKey: z.string(),
  rows: z.array(rowSchema).readonly(),
  isEnabled: z.boolean().describe('False: the settings switch it off, and what comes is held'),
  priority: z.enum(['high', 'normal']).describe('high: goes before everything that has not waited for an hour yet'),
  receivers: z.array(z.string()).describe('Dynamics 365 environments it writes to, by their names in the settings'),
  receiverBy: z.string().optional().describe('The field by whose value one of several is chosen'),
  paused: z
    .object({ who: z.string(), reason: z.string(), at: z.string().describe('ISO time') })
    .optional()
    .describe('A person stopped it: what is for it is stored and waits'),
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
    async () => {
      const pauses = new Map(
        (await readPauses(needs.sql)).flatMap((pause) => (pause.kind === 'interface' ? [[pause.name, pause]] : [])),
      )
      const items = [...needs.interfaces.values()].map((one) => {
        const { who, reason, at } = pauses.get(one.name) ?? {}
        const paused =
          who === undefined || reason === undefined || at === undefined ? {} : { paused: { who, reason, at: at.toISOString() } }
        return { ...describeInterface(one), ...describeRouting(one.routing), ...paused }
      })
      return { items }
    },
  )
}
