import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { Problem, problemSchema } from '../problem.ts'
import { problems } from '../schemas.ts'
import { askingIn } from './asking.ts'
import type { CrmRoute } from './dataset.ts'
import { rowKeyOf, sapFields } from './row-key-of.ts'
import { rowView } from './row-view.ts'
import { createSchema, rowSchema } from './schemas.ts'
import { textsOf } from './texts-of.ts'
import { writeThrough } from './write-through.ts'

/** POST /api/crm/v1/{dataset}: creates the object. */
export const createRow: CrmRoute = (server, needs, dataset) => {
  const { crm, table } = dataset
  server.withTypeProvider<ZodTypeProvider>().post(
    `/crm/v1/${crm.path}`,
    {
      schema: {
        operationId: `set${crm.name}`,
        tags: ['CRM API'],
        summary: `Creates it (${table.name}); decimals are text, a lookup is given by its business key`,
        body: createSchema(crm, table),
        response: { 201: rowSchema(crm, table), 409: problemSchema, 422: problemSchema, ...problems },
      },
    },
    async (request, reply) => {
      const body = request.body as Readonly<Record<string, unknown>>
      const key = sapFields(crm, body)
      const known = await needs.rows.find(table, rowKeyOf(dataset, key))
      if (known !== undefined) {
        throw new Problem(409, 'It is there already', `PATCH /api/crm/v1/${crm.path}(${known}) changes it.`)
      }
      const given = Object.entries(textsOf(crm, body)).filter(([, value]) => value !== null)
      const asked = { key, fields: Object.fromEntries(given) }
      const { id, messageId } = await writeThrough(needs, askingIn(request), dataset, asked)
      const row = await rowView(needs.sql, dataset, id)
      return reply.code(201).header('location', `/api/crm/v1/${crm.path}(${id})`).send({ id, messageId, row })
    },
  )
}
