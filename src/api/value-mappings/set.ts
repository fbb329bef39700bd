import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { changeValues } from '../../engine/value-mappings.ts'
import { userOf } from '../admission.ts'
import { filledIn } from '../filled-in.ts'
import type { Route } from '../needs.ts'
import { maybeWhy, problems } from '../schemas.ts'
import { changeOf, findList, mustFit } from './find-list.ts'
import { changedValues, codeParams } from './params.ts'

/** PUT /api/value-mappings/{interface}/{list}/{code}: gives a code a value; what is held because it lacked one goes out. */
export const setValue: Route = (server, { sql, interfaces, wake, refresh }) => {
  server.withTypeProvider<ZodTypeProvider>().put(
    '/value-mappings/:interface/:list/*',
    {
      schema: {
        operationId: 'setValue',
        tags: ['value mappings'],
        summary: 'Give a code a value; what is held because it lacked one goes out',
        params: codeParams,
        body: maybeWhy.extend({ value: filledIn(1000) }),
        response: { 200: changedValues, ...problems },
      },
    },
    async (request) => {
      const { interface: name, list, '*': code } = request.params
      const { value, reason } = request.body
      const found = findList(interfaces, name, list)
      mustFit(found, list, [value])
      const result = await changeValues({ sql, refresh: refresh.values }, changeOf(found, list, new Map([[code, value]])), {
        who: userOf(request),
        reason,
      })
      wake()
      return result
    },
  )
}
