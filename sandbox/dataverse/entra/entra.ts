import { randomUUID } from 'node:crypto'
import { type Call, json, type Reply } from '../call.ts'
import type { AccessTokens } from './access-tokens.ts'
import { checkAssertion } from './check-assertion.ts'
import { namedResourceIn, type Proof, proofIn, resourceIn } from './read-token-request.ts'
import { Refusal, unknownApp, unknownResource, unknownTenant, wrongMethod, wrongSecret } from './refusal.ts'
import type { App, Registrations } from './registrations.ts'

export interface Entra {
  readonly registrations: Registrations
  readonly tokens: AccessTokens
  /** Whether tokens may be given for it: the address of the environment. */
  readonly isResource: (resource: string) => boolean
}

/** The sandbox's Microsoft Entra ID; gives nothing when the address is none of its own. */
export function answerOfEntra(entra: Entra, call: Call): Reply | undefined {
  const [, tenant = '', page = ''] = /^\/([^/]+)\/(.+)$/.exec(call.url.pathname) ?? []
  const answer = pages[`${call.method} ${page}`]
  if (answer === undefined) return undefined
  try {
    // Instance discovery asks about authorities, not about a tenant.
    if (answer !== instances && !isTenant(entra, tenant)) throw unknownTenant(tenant)
    return answer(entra, call, tenant)
  } catch (error) {
    if (error instanceof Refusal) return refused(error, call)
    throw error
  }
}

type Page = (entra: Entra, call: Call, tenant: string) => Reply

const pages: Record<string, Page> = {
  'GET v2.0/.well-known/openid-configuration': configuration,
  'GET discovery/v2.0/keys': ({ tokens }) => json(200, tokens.keys()),
  'GET discovery/instance': instances,
  'GET .well-known/openid-configuration': configuration,
  'GET discovery/keys': ({ tokens }) => json(200, tokens.keys()),
  'POST oauth2/v2.0/token': token,
  'POST oauth2/token': olderToken,
  'GET oauth2/v2.0/token': onlyByPost,
  'GET oauth2/token': onlyByPost,
}

function token(entra: Entra, call: Call, tenant: string): Reply {
  const given = tokenFor(entra, call, tenant, resourceIn)
  return tokenReply({
    token_type: 'Bearer',
    expires_in: given.lifetime,
    ext_expires_in: given.lifetime,
    access_token: given.token,
  })
}

/** The endpoint of version 1: clients name a `resource` there, and are told everything as text. */
function olderToken(entra: Entra, call: Call, tenant: string): Reply {
  const { token, resource, lifetime } = tokenFor(entra, call, tenant, namedResourceIn)
  const now = Math.floor(Date.now() / 1000)
  return tokenReply({
    token_type: 'Bearer',
    expires_in: String(lifetime),
    ext_expires_in: String(lifetime),
    expires_on: String(now + lifetime),
    not_before: String(now),
    resource,
    access_token: token,
  })
}

function onlyByPost(): never {
  throw wrongMethod('GET')
}

function tokenReply(body: object): Reply {
  return json(200, body, { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' })
}

function tokenFor(
  { registrations, tokens, isResource }: Entra,
  call: Call,
  tenant: string,
  read: (form: URLSearchParams) => string,
): { token: string; resource: string; lifetime: number } {
  const form = new URLSearchParams(call.body)
  const proof = proofIn(form, call.headers.authorization)
  const resource = read(form)
  const app = registrations.app(proof.clientId)
  if (app === undefined) throw unknownApp(proof.clientId, tenant)
  checkProof(registrations, proof, app, audiencesOf(call, tenant))
  if (!isResource(resource)) throw unknownResource(resource, tenant)
  const token = tokens.give({ app, tenant, audience: resource, hasCertificate: 'assertion' in proof })
  return { token, resource, lifetime: tokens.lifetime }
}

function checkProof(registrations: Registrations, proof: Proof, app: App, audiences: readonly string[]): void {
  if ('assertion' in proof) {
    checkAssertion(proof.assertion, { clientId: app.clientId, certificates: registrations.certificates(), audiences })
  } else if (proof.secret !== app.secret) throw wrongSecret(app.clientId)
}

/** Clients make assertions out to the token endpoint, older ones to the issuer. */
function audiencesOf({ url }: Call, tenant: string): string[] {
  return ['oauth2/v2.0/token', 'oauth2/token', 'v2.0'].map((page) => `${url.origin}/${tenant}/${page}`)
}

function configuration(_entra: Entra, { url, path }: Call, tenant: string): Reply {
  const home = `${url.origin}/${tenant}`
  const endpoints = path.includes('/v2.0/') ? `${home}/oauth2/v2.0` : `${home}/oauth2`
  return json(200, {
    token_endpoint: `${endpoints}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${home}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${home}/v2.0`,
    authorization_endpoint: `${endpoints}/authorize`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'tid', 'ver'],
    tenant_region_scope: null,
  })
}

/** The sandbox vouches for itself, whichever authority it is asked about. */
function instances(_entra: Entra, { url }: Call): Reply {
  const asked = URL.parse(url.searchParams.get('authorization_endpoint') ?? '')
  const tenant = asked?.pathname.split('/')[1] || 'common'
  return json(200, {
    tenant_discovery_endpoint: `${url.origin}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: url.host, preferred_cache: url.host, aliases: [url.host] }],
  })
}

function isTenant({ registrations }: Entra, tenant: string): boolean {
  return registrations.tenants.includes(tenant.toLowerCase())
}

function refused(refusal: Refusal, { url, headers }: Call): Reply {
  const correlation = url.searchParams.get('client-request-id') ?? headers['client-request-id']
  const isId = typeof correlation === 'string' && /^[\da-f-]{36}$/i.test(correlation)
  return json(refusal.status, refusal.body(randomUUID(), isId ? correlation : randomUUID(), new Date()), {
    'cache-control': 'no-store, no-cache',
    pragma: 'no-cache',
  })
}
