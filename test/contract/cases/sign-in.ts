import assert from 'node:assert/strict'
import { ConfidentialClientApplication } from '@azure/msal-node'
import type { ContractCase } from '../case.ts'

export const signInCases: readonly ContractCase[] = [
  {
    name: 'a call without a token is told where tokens are given',
    async run({ environment }) {
      const { status, headers } = await fetch(`${environment.url}/api/data/v9.2/WhoAmI`)
      const challenge = headers.get('www-authenticate') ?? ''
      assert.equal(status, 401)
      assert.match(challenge, /Bearer.*authorization_uri="?https:\/\//)
      assert.match(challenge, /resource_id="?https:\/\//)
    },
  },
  {
    name: 'a token of @azure/identity is taken, and answers tell the limits',
    async run({ ask }) {
      const { status, headers, body } = await ask('GET', 'WhoAmI')
      assert.equal(status, 200)
      assert.match(String(body.UserId), /^[\da-f-]{36}$/)
      assert.equal(headers.get('odata-version'), '4.0')
      assert.match(headers.get('x-ms-dop-hint') ?? '', /^\d+$/)
      assert.match(headers.get('x-ms-ratelimit-burst-remaining-xrm-requests') ?? '', /^\d+$/)
      assert.match(headers.get('x-ms-ratelimit-time-remaining-xrm-requests') ?? '', /^[\d,]+\.\d\d$/)
      assert.match(headers.get('x-ms-service-request-id') ?? '', /^[\da-f-]{36}/)
    },
  },
  {
    name: 'the user an app acts as is found by the object id in its token, and may be named as the caller',
    async run({ ask, token }) {
      const { UserId } = (await ask('GET', 'WhoAmI')).body
      const { oid } = claimsOf(await token())
      const user = await ask('GET', `systemusers(azureactivedirectoryobjectid=${oid})?$select=systemuserid`)
      assert.equal(user.body.systemuserid, UserId)
      const named = await ask('GET', 'WhoAmI', undefined, { callerobjectid: String(oid) })
      assert.deepEqual([named.status, named.body.UserId], [200, UserId])
    },
  },
  {
    name: 'a token of msal-node is taken',
    async run({ environment }) {
      const { url, tenantId, clientId, clientSecret, authorityHost, isPrivateAuthority } = environment
      const known = isPrivateAuthority ? { knownAuthorities: [new URL(authorityHost).host] } : {}
      const authority = `${authorityHost.replace(/\/$/, '')}/${tenantId}`
      const app = new ConfidentialClientApplication({ auth: { clientId, clientSecret, authority, ...known } })
      const result = await app.acquireTokenByClientCredential({ scopes: [`${url}/.default`] })
      const headers = { authorization: `Bearer ${result?.accessToken}` }
      assert.equal((await fetch(`${url}/api/data/v9.2/WhoAmI`, { headers })).status, 200)
    },
  },
  {
    name: 'a token of version 1 is taken, which names the environment as its resource',
    async run({ environment }) {
      const { url, tenantId, clientId, clientSecret, authorityHost } = environment
      const app = { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials', resource: url }
      const endpoint = `${authorityHost.replace(/\/$/, '')}/${tenantId}/oauth2/token`
      const answer = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(app) })
      const { access_token, expires_in } = (await answer.json()) as Record<string, string>
      assert.match(String(expires_in), /^\d+$/)
      const headers = { authorization: `Bearer ${access_token}` }
      assert.equal((await fetch(`${url}/api/data/v9.2/WhoAmI`, { headers })).status, 200)
    },
  },
  {
    name: 'a token that is none is turned away',
    async run({ environment }) {
      const headers = { authorization: 'Bearer nonsense' }
      assert.equal((await fetch(`${environment.url}/api/data/v9.2/WhoAmI`, { headers })).status, 401)
    },
  },
]

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}
