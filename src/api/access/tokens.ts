import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { newApiToken } from '../../access/api-token.ts'
import { roles, rolesAmong } from '../../access/role.ts'
import { sha256 } from '../../access/same-text.ts'
import { type ApiToken, deleteApiToken, insertApiToken, readApiTokens } from '../../store/api-tokens.ts'
import { audit } from '../../store/audit.ts'
import { userOf } from '../admission.ts'
import { Problem, problemSchema } from '../problem.ts'
import { maybeWhy, problems, reason } from '../schemas.ts'
import type { AccessNeeds } from './access-needs.ts'
import { userName } from './user-schemas.ts'

// A program gives nobody access, so that a token which got lost cannot make others.
const tokenRole = z.enum(roles).exclude(['administrator'])

const someDays = 'must be 1 to 366'

const shownToken = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  createdAt: z.string().describe('ISO time'),
  createdBy: z.string(),
  expiresAt: z.string().describe('ISO time'),
  usedAt: z.string().nullable().describe('When it was last used, ISO time, to the minute'),
})

/** GET, POST /api/tokens and DELETE /api/tokens/{id}: the keys of programs. */
export function tokens(server: FastifyInstance, { sql }: AccessNeeds): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/tokens',
    {
      config: { right: 'administer' },
      schema: {
        operationId: 'listTokens',
        tags: ['access'],
        summary: 'The API tokens of programs, without the tokens themselves',
        response: { 200: z.object({ items: z.array(shownToken) }), ...problems },
      },
    },
    async () => ({ items: (await readApiTokens(sql)).map(shown) }),
  )
  typed.post(
    '/tokens',
    {
      config: { right: 'administer' },
      schema: {
        operationId: 'makeToken',
        tags: ['access'],
        summary: 'A new API token; only this answer ever tells it',
        body: z.strictObject({
          name: userName,
          roles: z.array(tokenRole).min(1, 'must name at least one role'),
          days: z.int().min(1, someDays).max(366, someDays).default(90).describe('How long it is good'),
          reason: reason.optional(),
        }),
        response: { 201: shownToken.extend({ token: z.string() }), 409: problemSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { name, roles, days, reason } = request.body
      const who = userOf(request)
      const token = newApiToken()
      const made = await sql.begin(async (tx) => {
        const made = await insertApiToken(tx, { name, hash: sha256(token), roles, createdBy: who, days })
        if (made === undefined) {
          throw new Problem(409, `There is a token ${name} already`, 'Choose another name, or revoke that token first.')
        }
        const detail = `roles: ${roles.join(', ')}; good until ${made.expiresAt.toISOString()}`
        await audit(tx, { who, action: 'make token', subject: `token/${name}`, detail, reason })
        return made
      })
      return reply.code(201).send({ ...shown(made), token })
    },
  )
  typed.delete(
    '/tokens/:id',
    {
      config: { right: 'administer' },
      schema: {
        operationId: 'revokeToken',
        tags: ['access'],
        summary: 'Take a token away; it counts from the next request on',
        params: z.object({ id: z.guid() }),
        querystring: maybeWhy,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      await sql.begin(async (tx) => {
        const name = await deleteApiToken(tx, request.params.id)
        if (name === undefined) throw new Problem(404, `There is no token ${request.params.id}`, 'See GET /api/tokens.')
        const by = { who: userOf(request), reason: request.query.reason }
        await audit(tx, { ...by, action: 'revoke token', subject: `token/${name}` })
      })
      return reply.code(204).send(null)
    },
  )
}

function shown({ createdAt, expiresAt, usedAt, roles, ...token }: ApiToken) {
  return {
    ...token,
    roles: rolesAmong(roles),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    usedAt: usedAt?.toISOString() ?? null,
  }
}
