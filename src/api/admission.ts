import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { apiTokenIdentity, isApiToken } from '../access/api-token.ts'
import type { Identity } from '../access/identity.ts'
import { may, rolesWith } from '../access/role.ts'
import { answeredWithin, mostMilliseconds } from '../store/no-answer.ts'
import type { AccessNeeds } from './access/access-needs.ts'
import { requiredRights } from './access/required-right.ts'
import { sessionIdentity } from './access/session-identity.ts'
import { BearerTokens } from './bearer-token.ts'
import { Problem } from './problem.ts'

/**
 * Finds out who sends a request, and lets it in when they may do what it asks for: with the cookie of a session, with user and password
 * (RFC 7617), or with an API token or an access token
 * (RFC 6750).
 */
export function admission(needs: AccessNeeds): onRequestAsyncHookHandler {
  const tokens = needs.oauth && new BearerTokens(needs.oauth)
  return async (request) => {
    const identity = await answeredWithin(needs.milliseconds ?? mostMilliseconds, identify(request, needs, tokens))
    if (identity !== undefined) identities.set(request, identity)
    const rights = requiredRights(request)
    if (rights === 'nobody need sign in') return
    if (identity === undefined) {
      const others = tokens === undefined ? '' : ', or send an access token (oauth)'
      throw new Problem(401, whatIsWrong(request), `Sign in, or send an API token that is still good${others}.`)
    }
    const missing = rights.find((right) => !may(identity.roles, right))
    if (missing === undefined) return
    const has = identity.roles.length === 0 ? 'no role' : identity.roles.join(', ')
    const takes = rolesWith(missing).join(' or ')
    throw new Problem(403, `${identity.name} may not ${missing}`, `They have ${has}; it takes ${takes}. Ask an administrator.`)
  }
}

/** Who sent an admitted request, by the name that stands in the audit log. */
export function userOf(request: FastifyRequest): string {
  return identityOf(request)?.name ?? 'unknown'
}

/** Whether who sent the request may see names, addresses and other values of documents. */
export function seesPersonalData(request: FastifyRequest): boolean {
  return may(identityOf(request)?.roles ?? [], 'see personal data')
}

/** Nothing when nobody was recognised, which only a few operations allow. */
export function identityOf(request: FastifyRequest): Identity | undefined {
  return identities.get(request)
}

const identities = new WeakMap<FastifyRequest, Identity>()

async function identify(
  request: FastifyRequest,
  needs: AccessNeeds,
  tokens: BearerTokens | undefined,
): Promise<Identity | undefined> {
  const { authorization } = request.headers
  if (authorization === undefined) return sessionIdentity(request, needs)
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
  if (token !== undefined && isApiToken(token)) return apiTokenIdentity(needs.sql, token)
  if (token !== undefined) return tokens && { ...(await tokens.check(token)), way: 'bearer' }
  const credentials = credentialsIn(authorization)
  return credentials && needs.passwords.check(request.ip, credentials)
}

function whatIsWrong({ headers: { authorization = '' } }: FastifyRequest): string {
  if (/^Bearer /i.test(authorization)) return 'The token is unknown, was revoked or has expired'
  return 'User or password is wrong or missing'
}

function credentialsIn(authorization: string): { name: string; password: string } | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization) ?? []
  if (encoded === undefined) return undefined
  const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { name, password: rest.join(':') }
}
