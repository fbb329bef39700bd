import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import { rolesOfAppRoles } from '../access/app-roles.ts'
import type { Role } from '../access/role.ts'
import { Problem } from './problem.ts'

/** Whose access tokens are taken (RFC 9068, RFC 8414). */
export interface TokenIssuer {
  readonly issuer: string
  readonly audience: string
}

export interface Bearer {
  readonly name: string
  readonly roles: readonly Role[]
}

/** Checks access tokens of one issuer: signature, issuer, audience, time. Its keys are fetched when first needed, and when a new one is named. */
export class BearerTokens {
  readonly #options: TokenIssuer
  #keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined

  constructor(options: TokenIssuer) {
    this.#options = options
  }

  /** @throws {Problem} 401 no good token; 503 the issuer's keys are out of reach */
  async check(token: string): Promise<Bearer> {
    const { issuer, audience } = this.#options
    const keys = await this.#keysOf(issuer)
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience, clockTolerance: 60 })
      return { name: nameIn(payload), roles: rolesIn(payload) }
    } catch (error) {
      if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) throw outOfReach(issuer, error)
      const detail = `${error.message}; it must be issued by ${issuer} for ${audience}. Get a new one.`
      throw new Problem(401, 'The access token is not taken', detail)
    }
  }

  async #keysOf(issuer: string) {
    this.#keys ??= discover(issuer)
    try {
      return await this.#keys
    } catch (error) {
      this.#keys = undefined
      throw outOfReach(issuer, error)
    }
  }
}

/** OpenID Connect Discovery 1.0, 4. */
async function discover(issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const answer = await fetch(address, { signal: AbortSignal.timeout(10_000) })
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  const { jwks_uri: keys } = (await answer.json()) as { jwks_uri?: string }
  if (keys === undefined) throw new Error(`${address} names no jwks_uri`)
  return createRemoteJWKSet(new URL(keys))
}

function outOfReach(issuer: string, error: unknown): Problem {
  const { message, cause } = error as Error
  const detail = `${message}${cause instanceof Error ? ` (${cause.message})` : ''}. Try again soon; the setting oauth.issuer is ${issuer}.`
  return new Problem(503, 'The keys of the token issuer are out of reach', detail)
}

/** A person by name; a program, which has none, by the id of its app registration. */
function nameIn({ preferred_username: user, upn, azp, appid, sub }: JWTPayload): string {
  const name = [user, upn, azp, appid, sub].find((claim) => typeof claim === 'string' && claim !== '')
  return typeof name === 'string' ? name : 'a token without a name'
}

function rolesIn({ roles: given }: JWTPayload): Role[] {
  return rolesOfAppRoles(Array.isArray(given) ? given.filter((role) => typeof role === 'string') : [])
}
