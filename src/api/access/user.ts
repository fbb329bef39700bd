import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { hashPassword } from '../../access/password.ts'
import { deleteAccount, updateAccount } from '../../store/accounts.ts'
import { audit } from '../../store/audit.ts'
import { userOf } from '../admission.ts'
import { Problem } from '../problem.ts'
import { maybeWhy, problems, reason } from '../schemas.ts'
import type { AccessNeeds } from './access-needs.ts'
import { newPassword, someRoles } from './user-schemas.ts'

const params = z.object({ name: z.string().min(1) })

const body = z
  .strictObject({
    password: newPassword.optional(),
    roles: someRoles.optional(),
    isDisabled: z.boolean().optional(),
    reason: reason.optional(),
  })
  .refine(
    ({ reason, ...given }) => Object.values(given).some((value) => value !== undefined),
    'must say what to change: password, roles or isDisabled',
  )

/** PATCH and DELETE /api/users/{name}: other roles, another password, no more access. It counts from the next request on. */
export function user(server: FastifyInstance, { sql, users: configured }: AccessNeeds): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  const absent = (name: string) =>
    configured.some((one) => one.name === name)
      ? new Problem(403, `${name} is a user of the settings`, 'Change landbridge.config.ts and start again.')
      : new Problem(404, `There is no user ${name}`, 'See GET /api/users.')
  typed.patch(
    '/users/:name',
    {
      config: { right: 'administer' },
      schema: {
        operationId: 'changeUser',
        tags: ['access'],
        summary: 'Change roles or password, disable or enable; with a new password or disabled they are signed out',
        params,
        body,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { name } = request.params
      const { password, roles, isDisabled, reason } = request.body
      const hash = password === undefined ? {} : { password: await hashPassword(password) }
      const detail = [
        roles && `roles: ${roles.join(', ')}`,
        password && 'new password',
        isDisabled === undefined ? undefined : isDisabled ? 'disabled' : 'enabled',
      ]
      await sql.begin(async (tx) => {
        const isKnown = await updateAccount(tx, name, {
          ...hash,
          ...(roles === undefined ? {} : { roles }),
          ...(isDisabled === undefined ? {} : { isDisabled }),
        })
        if (!isKnown) throw absent(name)
        const said = detail.filter((part) => part !== undefined).join('; ')
        await audit(tx, { who: userOf(request), action: 'change user', subject: `user/${name}`, detail: said, reason })
      })
      return reply.code(204).send(null)
    },
  )
  typed.delete(
    '/users/:name',
    {
      config: { right: 'administer' },
      schema: {
        operationId: 'removeUser',
        tags: ['access'],
        summary: 'Take a user away; what they did stays in the audit log',
        params,
        querystring: maybeWhy,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { name } = request.params
      await sql.begin(async (tx) => {
        if (!(await deleteAccount(tx, name))) throw absent(name)
        const by = { who: userOf(request), reason: request.query.reason }
        await audit(tx, { ...by, action: 'remove user', subject: `user/${name}` })
      })
      return reply.code(204).send(null)
    },
  )
}
