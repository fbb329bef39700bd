import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { type Bearer, BearerTokens, roles, type TokenIssuer } from './bearer-token.ts'
import { Problem } from './problem.ts'

/** Somebody who may use the API by user and password. */
export interface ApiUser {
  readonly name: string
  readonly password: string
}

/** Who may use the API. */
export interface Admitted {
  readonly users: readonly ApiUser[]
  /** Whose access tokens are taken as well. */
  readonly oauth?: TokenIssuer | undefined
}

/** Lets in who says user and password (RFC 7617) or has an access token (RFC 6750); the name is in `userOf` afterwards. */
export function admission({ users, oauth }: Admitted): onRequestAsyncHookHandler {
  const tokens = oauth && new BearerTokens(oauth)
  return async (request) => {
    const { authorization = '' } = request.headers
    const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
    if (token !== undefined && tokens !== undefined) {
      const bearer = await tokens.check(token)
      mustBeAllowed(bearer, request)
      names.set(request, bearer.name)
      return
    }
    const given = credentialsIn(authorization)
    const user = users.find(({ name, password }) => given !== undefined && isSame(given, `${name}:${password}`))
    if (user === undefined) {
      const others = tokens === undefined ? '' : ', or bring an access token (oauth)'
      throw new Problem(401, 'User or password is wrong or missing', `Sign in with a user of the settings (users)${others}.`)
    }
    names.set(request, user.name)
  }
}

/** Who sent an admitted request; stands in the audit log. */
export function userOf(request: FastifyRequest): string {
  return names.get(request) ?? 'unknown'
}

const names = new WeakMap<FastifyRequest, string>()

function mustBeAllowed({ name, roles: given }: Bearer, request: FastifyRequest): void {
  const isCrm = request.url.startsWith('/api/crm/')
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  const enough = [roles.operate, ...(isCrm ? [roles.crm] : []), ...(isReading ? [roles.read] : [])]
  if (enough.some((role) => given.includes(role))) return
  const has = given.length === 0 ? 'no role' : given.join(', ')
  throw new Problem(403, 'The access token does not allow this', `${name} has ${has}; it takes ${enough.join(' or ')}.`)
}

function credentialsIn(authorization: string): string | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization) ?? []
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8')
}

/** Takes as long for a near miss as for a far one. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}
