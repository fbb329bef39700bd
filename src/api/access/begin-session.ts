import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Identity } from '../../access/identity.ts'
import { sha256 } from '../../access/same-text.ts'
import { audit } from '../../store/audit.ts'
import { insertSession, type Session } from '../../store/sessions.ts'
import type { AccessNeeds } from './access-needs.ts'
import { setSessionCookie } from './session-cookie.ts'

/** Signs a browser in: a new session, its cookie, and a line in the audit log. */
export async function beginSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, roles, way, detail }: Identity & { readonly way: Session['way']; readonly detail?: string },
  { sql, publicUrl }: AccessNeeds,
): Promise<{ expiresAt: Date }> {
  const cookie = randomBytes(32).toString('base64url')
  const made = await sql.begin(async (tx) => {
    await audit(tx, {
      who: name,
      action: 'sign in',
      subject: `user/${name}`,
      detail: [detail, `from ${request.ip}`].filter((part) => part !== undefined).join(', '),
    })
    return insertSession(tx, { hash: sha256(cookie), name, way, roles })
  })
  setSessionCookie(request, reply, cookie, publicUrl)
  return made
}
