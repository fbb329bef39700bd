import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { Problem } from './problem.ts'

/** Somebody who may use the API. */
export interface ApiUser {
  readonly name: string
  readonly password: string
}

/** Lets in who says user and password (RFC 7617); the name is in `userOf` afterwards. */
export function requireUser(users: readonly ApiUser[]): onRequestAsyncHookHandler {
  return async (request) => {
    const given = credentialsIn(request.headers.authorization)
    const user = users.find(({ name, password }) => given !== undefined && isSame(given, `${name}:${password}`))
    if (user === undefined)
      throw new Problem(401, 'User or password is wrong or missing', 'Sign in with a user of the settings (users).')
    names.set(request, user.name)
  }
}

/** Who sent an admitted request; stands in the audit log. */
export function userOf(request: FastifyRequest): string {
  return names.get(request) ?? 'unknown'
}

const names = new WeakMap<FastifyRequest, string>()

function credentialsIn(authorization: string | undefined): string | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization ?? '') ?? []
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8')
}

/** Takes as long for a near miss as for a far one. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}
