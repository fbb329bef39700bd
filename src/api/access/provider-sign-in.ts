import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { GuessLimit } from '../../access/guess-limit.ts'
import type { IdentityProvider } from '../../access/oidc/identity-provider.ts'
import { refusalOf, type SignInRefused } from '../../access/oidc/refusal.ts'
import { problems } from '../schemas.ts'
import type { AccessNeeds } from './access-needs.ts'
import { setAttemptCookie, takeAttempt } from './attempt-cookie.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { ownPath } from './own-path.ts'
import { setRefusalCookie } from './refusal-cookie.ts'

const sentOn = { 302: z.null().describe('To the provider; back to the page, with the reason at `showSession`, when that fails') }

/** GET /api/sign-in and /api/sign-in/callback: sends the browser to the identity provider, and takes it back. */
export function providerSignIn(server: FastifyInstance, { provider, ...others }: AccessNeeds): void {
  if (provider === undefined) return
  const needs = { ...others, provider }
  // Apart from wrong passwords: who guesses those keeps nobody from coming by the provider.
  const limit = new GuessLimit()
  const typed = server.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/sign-in',
    {
      config: { right: 'nobody need sign in' },
      schema: {
        operationId: 'beginSignIn',
        tags: ['access'],
        summary: 'Sign in at the identity provider; for browsers',
        security: [],
        // Providers that begin the sign-in add what they like (OpenID Connect Core, 4).
        querystring: z.looseObject({
          to: z.string().optional().describe('The page to come back to'),
          account: z.enum(['other']).optional().describe('To choose another account there'),
        }),
        response: { ...sentOn, ...problems },
      },
    },
    async (request, reply) => {
      const to = ownPath(request.query.to)
      try {
        const { url, attempt } = await provider.begin({ choosing: request.query.account === 'other' })
        await setAttemptCookie(request, reply, { ...attempt, to }, needs)
        return sendTo(reply, url.href)
      } catch (error) {
        return refuse(request, reply, { error: refusalOf(error), to, needs })
      }
    },
  )
  typed.get(
    '/sign-in/callback',
    {
      config: { right: 'nobody need sign in' },
      schema: {
        operationId: 'finishSignIn',
        tags: ['access'],
        summary: 'Where the identity provider sends the browser back to; its answer sets a cookie',
        security: [],
        querystring: z.looseObject({}).describe('The answer of the provider'),
        response: { ...sentOn, ...problems },
      },
    },
    async (request, reply) => {
      const begun = await takeAttempt(request, reply, needs)
      const to = begun?.to ?? '/'
      try {
        await finishSignIn(request, reply, begun, { ...needs, limit })
        return sendTo(reply, to)
      } catch (error) {
        return refuse(request, reply, { error: refusalOf(error), to, needs })
      }
    },
  )
}

/** Back to the page they wanted, which asks to sign in and says why it did not work. */
async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  given: { error: SignInRefused; to: string; needs: { provider: IdentityProvider; publicUrl?: string | undefined } },
): Promise<FastifyReply> {
  const { error, to, needs } = given
  const { kind, code, message, about, cause } = error
  // Without the error itself, which holds what the provider answered.
  const stack = kind === 'trouble' ? (cause as Error).stack : undefined
  request.log.warn({ kind, code, ip: request.ip, stack }, `Nobody was signed in by ${needs.provider.name}: ${message}`)
  const roles = kind === 'no-role' ? needs.provider.rolesToAskFor : undefined
  await setRefusalCookie(request, reply, { kind, provider: needs.provider.name, name: about, code, roles }, needs)
  return sendTo(reply, to)
}

function sendTo(reply: FastifyReply, address: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(address, 302)
}
