import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { changeValues } from '../../engine/value-mappings.ts'
import { userOf } from '../admission.ts'
import type { Route } from '../needs.ts'
import { maybeWhy, problems } from '../schemas.ts'
import { changeOf, findList } from './find-list.ts'
import { changedValues, codeParams } from './params.ts'

/** DELETE /api/value-mappings/{interface}/{list}/{code}: what a person set is taken away; the delivered value, if any, counts again. */
export const resetValue: Route = (server, { sql, interfaces, refresh }) => {
  server.withTypeProvider<ZodTypeProvider>().delete(
    '/value-mappings/:interface/:list/*',
    {
      schema: {
        operationId: 'resetValue',
        tags: ['value mappings'],
        summary: 'Take away what a person set; the delivered value, if any, counts again',
        params: codeParams,
        querystring: maybeWhy,
        response: { 200: changedValues, ...problems },
      },
    },
    async (request) => {
      const { interface: name, list, '*': code } = request.params
      const change = changeOf(findList(interfaces, name, list), list, new Map([[code, null]]))
      return changeValues({ sql, refresh: refresh.values }, change, { who: userOf(request), reason: request.query.reason })
    },
  )
}
