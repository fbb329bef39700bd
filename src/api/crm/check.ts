import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { problemSchema } from '../problem.ts'
import { problems } from '../schemas.ts'
import type { CrmRoute } from './dataset.ts'
import { rowKeyOf, sapFields } from './row-key-of.ts'
import { exists, keySchema } from './schemas.ts'

/** POST /api/crm/v1/{dataset}/check: is it there, and so POST or PATCH. */
export const checkRow: CrmRoute = (server, { rows }, dataset) => {
  const { crm, table } = dataset
  server.withTypeProvider<ZodTypeProvider>().post(
    `/crm/v1/${crm.path}/check`,
    {
      schema: {
        operationId: `check${crm.name}`,
        tags: ['CRM API'],
        summary: `Is it there? Then PATCH with its id changes it, else POST creates it (${table.name})`,
        body: keySchema(crm, table),
        response: { 200: exists, 422: problemSchema, ...problems },
      },
    },
    async ({ body }) => {
      const id = await rows.find(table, rowKeyOf(dataset, sapFields(crm, body)))
      return id === undefined
        ? { exists: false, id: null, method: 'POST' as const }
        : { exists: true, id, method: 'PATCH' as const }
    },
  )
}
