import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { userOf } from '../basic-auth.ts'
import { problemSchema } from '../problem.ts'
import { problems } from '../schemas.ts'
import type { CrmRoute } from './crm.ts'
import { keyOfRow } from './key-of-row.ts'
import { fieldsSchema, rowId } from './schemas.ts'
import { textsOf } from './texts-of.ts'
import { writeThrough } from './write-through.ts'

/** PATCH /api/crm/v1/{dataset}({id}): changes the columns that are given. */
export const updateRow: CrmRoute = (server, needs, dataset) => {
  const { crm, table } = dataset
  server.withTypeProvider<ZodTypeProvider>().patch(
    `/crm/v1/${crm.path}/:id`,
    {
      schema: {
        operationId: `update${crm.name}`,
        tags: ['CRM API'],
        summary: `Changes it (${table.name}): what is missing stays, null clears`,
        params: rowId,
        body: fieldsSchema(crm, table),
        response: { 200: z.object({ id: z.string() }), 422: problemSchema, ...problems },
      },
    },
    async (request) => {
      const key = await keyOfRow(needs, dataset, request.params.id)
      const fields = textsOf(crm, request.body)
      const id = await writeThrough(needs, userOf(request), { interface: dataset.interface.name, key, fields })
      return { id }
    },
  )
}
