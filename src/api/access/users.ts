import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { hashPassword } from '../../access/password.ts'
import { rolesAmong } from '../../access/role.ts'
import { insertAccount, readAccounts } from '../../store/accounts.ts'
import { audit } from '../../store/audit.ts'
import { userOf } from '../admission.ts'
import { Problem, problemSchema } from '../problem.ts'
import { problems, reason } from '../schemas.ts'
import type { AccessNeeds } from './access-needs.ts'
import { newPassword, shownUser, someRoles, userName } from './user-schemas.ts'

/** GET and POST /api/users: who may sign in with a password, and one more. */
export function users(server: FastifyInstance, { sql, users: configured }: AccessNeeds): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/users',
    {
      config: { right: 'administer' },
      schema: {
        operationId: 'listUsers',
        tags: ['access'],
        summary: 'Who may sign in with a password: the users of the settings, and those added here',
        response: { 200: z.object({ items: z.array(shownUser) }), ...problems },
      },
    },
    async () => {
      const ofSettings = configured.map(({ name, roles }) => ({
        name,
        roles: [...roles],
        way: 'settings' as const,
        isDisabled: false,
      }))
      const ours = (await readAccounts(sql)).map(({ createdAt, roles, ...account }) => ({
        ...account,
        roles: rolesAmong(roles),
        way: 'local' as const,
        createdAt: createdAt.toISOString(),
      }))
      return { items: [...ofSettings, ...ours] }
    },
  )
  typed.post(
    '/users',
    {
      config: { right: 'administer' },
      schema: {
        operationId: 'addUser',
        tags: ['access'],
        summary: 'Somebody more who may sign in',
        body: z.strictObject({ name: userName, password: newPassword, roles: someRoles, reason: reason.optional() }),
        response: { 201: z.object({ name: z.string() }), 409: problemSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { name, password, roles, reason } = request.body
      const who = userOf(request)
      const hash = await hashPassword(password)
      const isNew =
        !configured.some((user) => user.name === name) &&
        (await sql.begin(async (tx) => {
          if (!(await insertAccount(tx, { name, password: hash, roles, createdBy: who }))) return false
          await audit(tx, { who, action: 'add user', subject: `user/${name}`, detail: `roles: ${roles.join(', ')}`, reason })
          return true
        }))
      if (!isNew) throw new Problem(409, `There is a user ${name} already`, 'Choose another name, or change that user.')
      return reply.code(201).send({ name })
    },
  )
}
