import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Identity } from '../../access/identity.ts'
import { rightsOf, roles } from '../../access/role.ts'
import { sha256 } from '../../access/same-text.ts'
import { audit } from '../../store/audit.ts'
import { deleteSession } from '../../store/sessions.ts'
import { identityOf } from '../admission.ts'
import { filledIn } from '../filled-in.ts'
import { Problem, problemSchema } from '../problem.ts'
import { problems } from '../schemas.ts'
import type { AccessNeeds } from './access-needs.ts'
import { beginSession } from './begin-session.ts'
import { assertNoForeignPage } from './own-page.ts'
import { refusal, takeRefusal } from './refusal-cookie.ts'
import { clearSessionCookie, sessionCookieOf } from './session-cookie.ts'

const user = z.object({
  name: z.string(),
  roles: z.array(z.enum(roles)).readonly(),
  rights: z.array(z.string()).describe('What the roles allow: view, operate, administer, see personal data, use the CRM API'),
  way: z.enum(['settings', 'local', 'oidc', 'token', 'bearer']).describe('How they are known'),
})

const ways = z.array(
  z.object({
    kind: z.enum(['password', 'oidc']),
    title: z.string().describe('Of the identity provider, such as Microsoft Entra ID'),
    url: z.string().describe('Where to post name and password, or where to send the browser'),
  }),
)

const goesOn = z.object({
  title: z.string().describe('Of the identity provider'),
  url: z.string().describe('Where to send the browser to end that session too'),
})

/** GET, POST and DELETE /api/session: who am I; sign in with name and password; sign out. */
export function session(server: FastifyInstance, needs: AccessNeeds): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/session',
    {
      config: { right: 'nobody need sign in' },
      schema: {
        operationId: 'showSession',
        tags: ['access'],
        summary: 'Who is signed in, and in which ways one can',
        security: [],
        response: {
          200: z.object({
            user: user.nullable(),
            ways,
            refusal: refusal.nullable().describe('Why coming back from the identity provider did not sign in; told once'),
            demo: z.boolean().describe('Then admin / sandbox signs in'),
          }),
          ...problems,
        },
      },
    },
    async (request, reply) => ({
      user: shown(identityOf(request)) ?? null,
      ways: [passwordWay, ...providerWays(needs)],
      refusal: (await takeRefusal(request, reply, needs)) ?? null,
      demo: needs.demo === true,
    }),
  )
  typed.post(
    '/session',
    {
      config: { right: 'nobody need sign in' },
      schema: {
        operationId: 'signIn',
        tags: ['access'],
        summary: 'Sign in with name and password; the answer sets a cookie',
        security: [],
        body: z.strictObject({ name: filledIn(200, z.string()), password: filledIn(1000, z.string()) }),
        response: { 200: z.object({ user, expiresAt: z.string() }), 429: problemSchema, ...problems },
      },
    },
    async (request, reply) => {
      assertNoForeignPage(request, needs.publicUrl)
      const found = await needs.passwords.check(request.ip, request.body)
      if (found === undefined || (found.way !== 'settings' && found.way !== 'local')) {
        throw new Problem(401, 'User or password is wrong', 'Try again, or ask an administrator for a new password.')
      }
      const { name, roles, way } = found
      const { expiresAt } = await beginSession(request, reply, { name, roles, way }, needs)
      return { user: shown(found), expiresAt: expiresAt.toISOString() }
    },
  )
  typed.delete(
    '/session',
    {
      config: { right: 'nobody need sign in' },
      schema: {
        operationId: 'signOut',
        tags: ['access'],
        summary: 'Sign out',
        response: {
          200: z.object({ goesOn }).describe('The session at the identity provider goes on'),
          204: z.null(),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const cookie = sessionCookieOf(request)
      const identity = identityOf(request)
      if (cookie !== undefined && identity !== undefined) {
        await deleteSession(needs.sql, sha256(cookie))
        await audit(needs.sql, { who: identity.name, action: 'sign out', subject: `user/${identity.name}` })
      }
      clearSessionCookie(request, reply, needs.publicUrl)
      const url = identity?.way === 'oidc' ? await needs.provider?.signOutUrl().catch(() => undefined) : undefined
      if (url !== undefined) return { goesOn: { title: needs.provider?.name ?? '', url: url.href } }
      return reply.code(204).send(null)
    },
  )
}

function shown<T extends Identity | undefined>(identity: T) {
  return identity && { ...identity, rights: rightsOf(identity.roles) }
}

/** At the public address, as the provider sends the browser back there and the cookies must be of the same host. */
function providerWays({ provider, publicUrl }: AccessNeeds) {
  if (provider === undefined) return []
  return [{ kind: 'oidc' as const, title: provider.name, url: new URL('/api/sign-in', publicUrl).href }]
}

const passwordWay = { kind: 'password' as const, title: 'Password', url: '/api/session' }
