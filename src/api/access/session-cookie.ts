import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The cookie of a session, which no script reads and no other site's page makes the browser send. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  value: string,
  publicUrl: string | undefined,
): void {
  reply.setCookie(cookieName, value, cookieOptions(request, publicUrl))
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply, publicUrl: string | undefined): void {
  reply.clearCookie(cookieName, cookieOptions(request, publicUrl))
}

export function sessionCookieOf(request: FastifyRequest): string | undefined {
  return request.cookies[cookieName]
}

/** Whether the browser speaks to us by https, perhaps through a proxy that does. */
export function isSecure(request: FastifyRequest, publicUrl: string | undefined): boolean {
  return publicUrl?.startsWith('https:') || request.protocol === 'https'
}

const cookieName = 'landbridge_session'

function cookieOptions(request: FastifyRequest, publicUrl: string | undefined): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(request, publicUrl) }
}
