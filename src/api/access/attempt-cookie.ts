import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Attempt, IdentityProvider } from '../../access/oidc/identity-provider.ts'
import { isSecure } from './session-cookie.ts'

/** A sign-in that is under way at the provider, and the page to open after it. */
interface Begun extends Attempt {
  readonly to: string
}

interface Needs {
  readonly provider: IdentityProvider
  readonly publicUrl?: string | undefined
}

/** Lets the browser keep it, sealed, for ten minutes; it comes along when the provider sends the browser back (`Lax`). */
export async function setAttemptCookie(request: FastifyRequest, reply: FastifyReply, begun: Begun, needs: Needs): Promise<void> {
  const sealed = await needs.provider.sealed.seal(cookieName, begun, seconds)
  reply.setCookie(cookieName, sealed, { ...options(request, needs), maxAge: seconds })
}

/** What was begun, once; nothing when it was too long ago or in another browser. */
export async function takeAttempt(request: FastifyRequest, reply: FastifyReply, needs: Needs): Promise<Begun | undefined> {
  reply.clearCookie(cookieName, options(request, needs))
  return needs.provider.sealed.open<Begun>(cookieName, request.cookies[cookieName] ?? '')
}

const cookieName = 'landbridge_sign_in'
const seconds = 600

function options(request: FastifyRequest, { publicUrl }: Needs) {
  return { path: '/api/sign-in', httpOnly: true, sameSite: 'lax' as const, secure: isSecure(request, publicUrl) }
}
