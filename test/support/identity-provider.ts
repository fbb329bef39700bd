import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { type Configuration, Provider } from 'oidc-provider'
import type { ProviderSettings } from '../../src/access/oidc/provider-settings.ts'

/** Who can sign in there, by what they type in, and what is known of them. */
const people: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  operator: { name: 'Operator', preferred_username: 'operator@example.test', oid: 'oid-1', roles: ['Landbridge.Operate'] },
  viewer: { name: 'Viewer', preferred_username: 'viewer@example.test', oid: 'oid-2', roles: ['Landbridge.Read', 'Other'] },
  guest: { name: 'Guest', preferred_username: 'guest@example.test', oid: 'oid-3', realm: { groups: ['sap-team'] } },
}

export interface TestProvider {
  /** As Landbridge is to know it. */
  readonly settings: ProviderSettings
  /** What came to it, as `POST /token`. */
  readonly asked: readonly string[]
  readonly server: Provider
  /** It is gone from now on. */
  close(): void
}

/**
 * A real OpenID Connect provider at another site than Landbridge (localhost, not 127.0.0.1), for the Landbridge at `publicUrl`. It asks
 * who one is and believes it. Its ID tokens say everything, as those of Microsoft do, unless `change` says otherwise.
 */
export async function identityProvider(
  t: TestContext,
  publicUrl: string,
  change: Partial<Configuration> = {},
): Promise<TestProvider> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.split('?')[0]}`)
    if (request.url?.startsWith('/interaction/')) void interaction(provider, request, response)
    else void provider.callback()(request, response)
  })
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  t.after(close)
  await new Promise<void>((ready) => server.listen(0, 'localhost', ready))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const client = {
    client_id: 'landbridge',
    client_secret: 'a-secret-of-landbridge',
    redirect_uris: [`${publicUrl}/api/sign-in/callback`],
    post_logout_redirect_uris: [`${publicUrl}/`],
    token_endpoint_auth_method: 'client_secret_post' as const,
  }
  const provider = new Provider(issuer, {
    clients: [client],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'oid', 'roles', 'realm'], email: ['email'] },
    conformIdTokenClaims: false,
    discovery: { prompt_values_supported: ['none', 'login', 'consent'] },
    cookies: { keys: ['a key'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: 'landbridge', accountId: oidc.session?.accountId ?? '' })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
    ...change,
  })
  return { settings: settingsFor(issuer), asked, server: provider, close }
}

function settingsFor(issuer: string): ProviderSettings {
  return {
    name: 'Contoso',
    issuer,
    clientId: 'landbridge',
    clientSecret: 'a-secret-of-landbridge',
    clientAuthentication: 'client_secret_post',
    scope: 'openid profile email',
    rolesClaim: 'roles',
  }
}

const page = `<!doctype html><html lang="en"><title>Contoso</title><h1>Contoso</h1>
<form method="post"><label>Account <input name="account"></label><button>Continue</button></form>
<form method="post"><button>Cancel</button></form></html>`

async function interaction(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html').end(page)
    return
  }
  const accountId = new URLSearchParams(await text(request)).get('account')
  const cancelled = { error: 'access_denied', error_description: 'the person went away' }
  await provider.interactionFinished(request, response, accountId === null ? cancelled : { login: { accountId } })
}
