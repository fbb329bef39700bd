import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Route } from '../needs.ts'
import { problems } from '../schemas.ts'

const users = { name: 'systemuser', set: 'systemusers', id: 'systemuserid', key: [] } as const

/** What a user may be found by, and the column that is. */
const columns = {
  email: 'internalemailaddress',
  domainName: 'domainname',
  entraObjectId: 'azureactivedirectoryobjectid',
  employeeNumber: 'employeeid',
} as const

const body = z
  .strictObject({
    email: z.email().optional(),
    domainName: z.string().min(1).optional(),
    entraObjectId: z.guid().optional(),
    employeeNumber: z.string().min(1).optional(),
  })
  .refine(
    (given) => Object.values(given).filter((value) => value !== undefined).length === 1,
    `must name the user by exactly one of ${Object.keys(columns).join(', ')}`,
  )

const answer = z.object({ exists: z.boolean(), id: z.string().nullable(), isDisabled: z.boolean().nullable() })

/** POST /api/crm/v1/users/check: is there such a user, and may it own rows. */
export const checkUser: Route = (server, { rows }) => {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/crm/v1/users/check',
    {
      schema: {
        operationId: 'checkUser',
        tags: ['CRM API'],
        summary: 'Is there such a user; by e-mail, domain name, Entra object id or employee number',
        body,
        response: { 200: answer, ...problems },
      },
    },
    async (request) => {
      const [name, value] = Object.entries(request.body)[0] as [keyof typeof columns, string]
      // A GUID stands bare in a filter, as numbers do.
      const kind = name === 'entraObjectId' ? ({ kind: 'lookup', to: users } as const) : ({ kind: 'text', length: 1024 } as const)
      const id = await rows.find({ ...users, columns: { [columns[name]]: kind } }, { [columns[name]]: value })
      if (id === undefined) return { exists: false, id: null, isDisabled: null }
      const row = await rows.read(users, id, ['isdisabled'])
      return { exists: true, id, isDisabled: row?.isdisabled === true }
    },
  )
}
