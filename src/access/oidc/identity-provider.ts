import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { appRolesToAskFor } from '../app-roles.ts'
import { sharedSecret } from './client-proof.ts'
import { discover } from './discover.ts'
import { isComplete, type ProvidedIdentity, providedIdentity } from './provided-identity.ts'
import type { ProviderSettings } from './provider-settings.ts'
import { refusalOf, SignInRefused } from './refusal.ts'
import { Sealed } from './sealed.ts'

/** What is known of a sign-in while the person is at the provider. */
export interface Attempt {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Whom people may sign in with instead of a password: OpenID Connect Core 1.0, authorization code flow, with PKCE (RFC 7636). */
export class IdentityProvider {
  readonly name: string
  /** For what the browser keeps for us. Each node can open it, as all have the same secret or certificate. */
  readonly sealed: Sealed
  /** Where the provider sends people back to; it must know the address. */
  readonly redirectUrl: string
  /** What somebody without a role asks for there. */
  readonly rolesToAskFor: readonly string[]
  readonly #settings: ProviderSettings
  readonly #publicUrl: string
  #known: { readonly configuration: Promise<Configuration>; readonly until: number } | undefined

  constructor(settings: ProviderSettings, publicUrl: string) {
    this.name = settings.name
    this.sealed = new Sealed(sharedSecret(settings))
    this.redirectUrl = new URL(callbackPath, publicUrl).href
    this.rolesToAskFor = appRolesToAskFor(settings.appRoles)
    this.#settings = settings
    this.#publicUrl = publicUrl
  }

  /** Where the browser is sent; with `choosing`, to choose an account anew. @throws {SignInRefused} */
  async begin({ choosing = false } = {}): Promise<{ url: URL; attempt: Attempt }> {
    const configuration = await this.#configuration()
    const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUrl,
      scope: this.#settings.scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      ...(choosing ? { prompt: promptToChoose(configuration) } : {}),
    })
    return { url, attempt }
  }

  /** Who came back with `url`, path and query. @throws {SignInRefused} also when the answer is not to this attempt */
  async finish(url: string, { state, nonce, verifier }: Attempt): Promise<ProvidedIdentity> {
    const configuration = await this.#configuration()
    try {
      // The address is the public one, whatever a proxy made of it: the provider compares it with that of the beginning.
      const back = new URL(this.redirectUrl + new URL(url, this.#publicUrl).search)
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const tokens = await authorizationCodeGrant(configuration, back, checks)
      const claims = await this.#allClaims(configuration, tokens.claims() as IDToken, tokens.access_token)
      return providedIdentity(claims, this.#settings)
    } catch (error) {
      throw refusalOf(error)
    }
  }

  /** Where the browser ends the provider's own session and comes back; nothing where there is no such place. @throws {SignInRefused} */
  async signOutUrl(): Promise<URL | undefined> {
    const configuration = await this.#configuration()
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined
    return buildEndSessionUrl(configuration, { post_logout_redirect_uri: new URL('/', this.#publicUrl).href })
  }

  /** A provider may keep back all but `sub` for its userinfo endpoint (OpenID Connect Core 1.0, 5.4). */
  async #allClaims(configuration: Configuration, claims: IDToken, accessToken: string): Promise<IDToken> {
    const isElsewhere = configuration.serverMetadata().userinfo_endpoint !== undefined
    if (isComplete(claims, this.#settings) || !isElsewhere) return claims
    return { ...(await fetchUserInfo(configuration, accessToken, claims.sub)), ...claims }
  }

  /** What the provider says of itself; asked again after an hour, and when it could not be had. @throws {SignInRefused} */
  async #configuration(): Promise<Configuration> {
    if (this.#known === undefined || this.#known.until < Date.now()) {
      this.#known = { configuration: discover(this.#settings), until: Date.now() + 3_600_000 }
    }
    try {
      return await this.#known.configuration
    } catch (error) {
      this.#known = undefined
      throw error instanceof SignInRefused ? error : refusalOf(error)
    }
  }
}

/** Every provider can ask who it is anew; most can also let people choose among accounts that are signed in. */
function promptToChoose(configuration: Configuration): string {
  const known = configuration.serverMetadata().prompt_values_supported
  return Array.isArray(known) && !known.includes('select_account') ? 'login' : 'select_account'
}

const callbackPath = '/api/sign-in/callback'
