import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { readStoredValues } from '../../store/value-mappings.ts'
import type { Route } from '../needs.ts'
import { problems } from '../schemas.ts'
import { alsoReading, findList } from './find-list.ts'
import { listParams, whose } from './params.ts'

const entry = z.object({ code: z.string(), value: z.string(), isChanged: z.boolean().describe('A person set it') })

/** GET /api/value-mappings/{interface}/{list}: every code with its value. */
export const showValueMapping: Route = (server, { sql, interfaces }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/value-mappings/:interface/:list',
    {
      schema: {
        operationId: 'showValueMapping',
        tags: ['value mappings'],
        summary: 'Every code of a list with its value',
        params: listParams,
        response: { 200: z.object({ ...whose, items: z.array(entry) }), ...problems },
      },
    },
    async ({ params: { interface: name, list } }) => {
      const { owner, readers, valueMappings } = findList(interfaces, name, list)
      const stored = await readStoredValues(sql)
      const changed = new Set(stored.filter((one) => one.interface === owner && one.list === list).map(({ code }) => code))
      const items = [...valueMappings.entries(list)].map(([code, value]) => ({ code, value, isChanged: changed.has(code) }))
      return { interface: owner, alsoReadBy: alsoReading(owner, readers), items }
    },
  )
}
