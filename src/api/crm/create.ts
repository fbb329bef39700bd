import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { userOf } from '../basic-auth.ts'
import { Problem, problemSchema } from '../problem.ts'
import { problems } from '../schemas.ts'
import type { CrmRoute } from './crm.ts'
import { rowKeyOf, sapFields } from './row-key-of.ts'
import { fieldsSchema, keySchema } from './schemas.ts'
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
        body: keySchema(crm).extend(fieldsSchema(crm, table).shape),
        response: { 201: z.object({ id: z.string() }), 409: problemSchema, 422: problemSchema, ...problems },
      },
    },
    async (request, reply) => {
      const key = sapFields(crm, request.body)
      const known = await needs.rows.find(table, rowKeyOf(dataset, key))
      if (known !== undefined) {
        throw new Problem(409, 'It is there already', `PATCH /api/crm/v1/${crm.path}(${known}) changes it.`)
      }
      const fields = textsOf(crm, request.body)
      const id = await writeThrough(needs, userOf(request), { interface: dataset.interface.name, key, fields })
      return reply.code(201).header('location', `/api/crm/v1/${crm.path}(${id})`).send({ id })
    },
  )
}
