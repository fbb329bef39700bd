import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { IdentityProvider } from '../../access/oidc/identity-provider.ts'
import { refusalKinds } from '../../access/oidc/refusal.ts'
import { isSecure } from './session-cookie.ts'

/** Why somebody who comes back from the provider is not signed in, for the sign-in page. */
export const refusal = z.object({
  kind: z.enum(refusalKinds),
  provider: z.string(),
  name: z.string().optional().describe('Who they are there'),
  code: z.string().optional().describe('What the provider calls it'),
  roles: z.array(z.string()).readonly().optional().describe('Where they have none: which to ask for there'),
})

export type Refusal = z.infer<typeof refusal>

interface Needs {
  readonly provider?: IdentityProvider | undefined
  readonly publicUrl?: string | undefined
}

/** In a sealed cookie, not in the address: nobody can send somebody a link to our page that shows words of theirs. */
export async function setRefusalCookie(request: FastifyRequest, reply: FastifyReply, why: Refusal, needs: Needs): Promise<void> {
  const sealed = await needs.provider?.sealed.seal(cookieName, why, seconds)
  if (sealed !== undefined) reply.setCookie(cookieName, sealed, { ...options(request, needs), maxAge: seconds })
}

/** It is told once. */
export async function takeRefusal(request: FastifyRequest, reply: FastifyReply, needs: Needs): Promise<Refusal | undefined> {
  const sealed = request.cookies[cookieName]
  if (sealed === undefined) return undefined
  reply.clearCookie(cookieName, options(request, needs))
  return needs.provider?.sealed.open<Refusal>(cookieName, sealed)
}

const cookieName = 'landbridge_sign_in_refusal'
const seconds = 120

function options(request: FastifyRequest, { publicUrl }: Needs) {
  return { path: '/api/session', httpOnly: true, sameSite: 'strict' as const, secure: isSecure(request, publicUrl) }
}
