import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { readValueChanges } from '../../store/value-mappings.ts'
import type { Route } from '../needs.ts'
import { problems } from '../schemas.ts'
import { findList } from './find-list.ts'
import { listParams } from './params.ts'

const change = z.object({
  at: z.string().describe('ISO time'),
  who: z.string(),
  code: z.string(),
  before: z.string().nullable().describe('Nothing when it had its delivered value, if any'),
  after: z.string().nullable().describe('Nothing when it has its delivered value again, if any'),
})

/** GET /api/value-mappings/{interface}/{list}/changes: who changed what, newest first. */
export const valueMappingChanges: Route = (server, { sql, interfaces }) => {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/value-mappings/:interface/:list/changes',
    {
      schema: {
        operationId: 'listValueMappingChanges',
        tags: ['value mappings'],
        summary: 'Who changed what in a list, newest first',
        params: listParams,
        response: { 200: z.object({ items: z.array(change) }), ...problems },
      },
    },
    async ({ params: { interface: name, list } }) => {
      const { owner } = findList(interfaces, name, list)
      const changes = await readValueChanges(sql, owner, list)
      return { items: changes.map(({ at, ...rest }) => ({ at: at.toISOString(), ...rest })) }
    },
  )
}
