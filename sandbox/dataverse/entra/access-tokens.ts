import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { readOrUndefined, writeWhole } from '../files.ts'
import { isSignedBy, readJwt, signJwt } from './jwt.ts'
import type { App } from './registrations.ts'

/** Entra's own number. */
const lifetime = 3599

/** Gives access tokens and knows its own again, also those from before a restart: the key is kept in `folder`. */
export class AccessTokens {
  readonly #key: KeyObject
  readonly #publicKey: KeyObject
  readonly #keyId: string
  /** Tokens of an earlier one are refused. */
  #generation = 0
  /** How long a token is good for, seconds. */
  lifetime = lifetime

  constructor(folder: string) {
    this.#key = keyIn(join(folder, 'token.key.pem'))
    this.#publicKey = createPublicKey(this.#key)
    const der = this.#publicKey.export({ type: 'spki', format: 'der' })
    this.#keyId = createHash('sha1').update(der).digest('base64url')
  }

  give(options: { app: App; tenant: string; audience: string; hasCertificate: boolean }): string {
    const { app, tenant, audience, hasCertificate } = options
    const now = Math.floor(Date.now() / 1000)
    const issuer = `https://sts.windows.net/${tenant}/`
    const claims = {
      aud: audience,
      iss: issuer,
      iat: now,
      nbf: now,
      exp: now + this.lifetime,
      appid: app.clientId,
      appidacr: hasCertificate ? '2' : '1',
      idp: issuer,
      idtyp: 'app',
      oid: app.objectId,
      sub: app.objectId,
      tid: tenant,
      uti: randomUUID(),
      generation: this.#generation,
      ver: '1.0',
    }
    return signJwt({ x5t: this.#keyId, kid: this.#keyId }, claims, this.#key)
  }

  /** All tokens given so far are refused from now on, as when somebody revokes them. */
  revoke(): void {
    this.#generation++
  }

  /** The id of the app a token was given to, if it is one of ours, for this audience, and its time is not over. */
  appOf(token: string, isAudience: (audience: string) => boolean): string | undefined {
    const jwt = readJwt(token)
    if (jwt === undefined || !isSignedBy(jwt, this.#publicKey)) return undefined
    const { aud, exp, appid, generation } = jwt.claims
    if (typeof aud !== 'string' || !isAudience(aud)) return undefined
    if (typeof exp !== 'number' || Date.now() / 1000 >= exp) return undefined
    if (typeof generation === 'number' && generation < this.#generation) return undefined
    return typeof appid === 'string' ? appid : undefined
  }

  /** The public key as a JSON Web Key Set, for whoever checks tokens. */
  keys(): object {
    return { keys: [{ ...this.#publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: this.#keyId }] }
  }
}

function keyIn(file: string): KeyObject {
  const kept = readOrUndefined(file)
  if (kept !== undefined) return createPrivateKey(kept)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeWhole(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600)
  return privateKey
}
