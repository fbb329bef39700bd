import type { FastifyRequest } from 'fastify'
import type { Identity } from '../../access/identity.ts'
import { rolesAmong } from '../../access/role.ts'
import { sha256 } from '../../access/same-text.ts'
import { findSession } from '../../store/sessions.ts'
import type { AccessNeeds } from './access-needs.ts'
import { assertOwnPage } from './own-page.ts'
import { sessionCookieOf } from './session-cookie.ts'

/** Who the session's cookie speaks for; nobody without one, when it has expired, or when the settings no longer name the provider it came by. @throws {Problem} 403 another site's page asks for a change */
export async function sessionIdentity(
  request: FastifyRequest,
  { sql, users, publicUrl, provider }: AccessNeeds,
): Promise<Identity | undefined> {
  const cookie = sessionCookieOf(request)
  if (cookie === undefined) return undefined
  const session = await findSession(sql, sha256(cookie))
  if (session === undefined) return undefined
  assertOwnPage(request, publicUrl)
  const { name, way, roles } = session
  if (way === 'oidc' && provider === undefined) return undefined
  if (way !== 'settings') return { name, way, roles: rolesAmong(roles) }
  const user = users.find((one) => one.name === name)
  return user && { name, way, roles: user.roles }
}
