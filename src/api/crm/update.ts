import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { problemSchema } from '../problem.ts'
import { problems } from '../schemas.ts'
import { askingIn } from './asking.ts'
import type { CrmRoute } from './dataset.ts'
import { keyOfRow } from './key-of-row.ts'
import { rowView } from './row-view.ts'
import { rowId, rowSchema, updateSchema } from './schemas.ts'
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
        body: updateSchema(crm, table),
        response: { 200: rowSchema(crm, table), 422: problemSchema, ...problems },
      },
    },
    async (request) => {
      const key = await keyOfRow(needs, dataset, request.params.id)
      const fields = textsOf(crm, request.body as Readonly<Record<string, unknown>>)
      const { id, messageId } = await writeThrough(needs, askingIn(request), dataset, { key, fields })
      return { id, messageId, row: await rowView(needs.sql, dataset, id) }
    },
  )
}
