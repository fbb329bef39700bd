import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { tokenAuthority } from '../../../test/support/token-authority.ts'
import { credentialFor } from './credential.ts'
import { Token } from './token.ts'

const given = { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: 'opaque' } }

function refusal(status: number, error: string, text: string) {
  return {
    status,
    body: {
      error,
      error_description: `${text}\r\nTrace ID: 1\r\nCorrelation ID: 2\r\nTimestamp: 2026-01-01 00:00:00Z`,
      error_codes: [Number(/\d+/.exec(text)?.[0])],
    },
  }
}

function withSecret({ url, ca }: { url: string; ca?: string }, more: { tenantId?: string } = {}): Token {
  const secret = { kind: 'secret', tenantId: 'tenant', clientId: 'landbridge', clientSecret: 'secret' } as const
  const credential = credentialFor({ ...secret, authorityHost: url, ...more }, { ca })
  return new Token(credential, 'https://contoso.crm4.dynamics.com/.default')
}

test('a secret becomes a token of a private authority, asked for once however many wait', async (t) => {
  const authority = await tokenAuthority(t, () => given)
  const token = withSecret(authority)
  assert.deepEqual(await Promise.all([token.get(), token.get(), token.get()]), ['opaque', 'opaque', 'opaque'])
  await token.get()
  assert.equal(authority.asked.length, 1)
  assert.equal(authority.asked[0]?.get('client_secret'), 'secret')
  assert.match(authority.asked[0]?.get('scope') ?? '', /contoso\.crm4\.dynamics\.com\/\.default/)
})

test('a refused token is asked for anew, not taken from a cache', async (t) => {
  let count = 0
  const authority = await tokenAuthority(t, () => ({ status: 200, body: { ...given.body, access_token: `token-${++count}` } }))
  const token = withSecret(authority)
  assert.equal(await token.get(), 'token-1')
  assert.equal(await token.renew('token-1'), 'token-2')
  assert.equal(await token.renew('token-1'), 'token-2')
})

test('a certificate becomes a token', async (t) => {
  const authority = await tokenAuthority(t, () => given)
  const folder = await mkdtemp(join(tmpdir(), 'landbridge-certificate-'))
  t.after(() => rm(folder, { recursive: true }))
  const certificatePath = join(folder, 'client.pem')
  await writeFile(certificatePath, authority.key + authority.ca)
  const settings = { tenantId: 'tenant', clientId: 'landbridge', authorityHost: authority.url }
  const { ca } = authority
  const credential = credentialFor({ kind: 'certificate', certificatePath, ...settings }, { ca })
  assert.equal(await new Token(credential, 'x/.default').get(), 'opaque')
  assert.match(authority.asked[0]?.get('client_assertion') ?? '', /^ey/)
  const without = credentialFor({ kind: 'certificate', certificatePath: join(folder, 'none.pem'), ...settings }, { ca })
  await assert.rejects(new Token(without, 'x/.default').get(), {
    name: 'Misconfigured',
    message: /none\.pem.*dataverse\.credential/,
  })
})

test('a workload identity token file becomes a token', async (t) => {
  const authority = await tokenAuthority(t, () => given)
  const folder = await mkdtemp(join(tmpdir(), 'landbridge-workload-'))
  t.after(() => rm(folder, { recursive: true }))
  const tokenFilePath = join(folder, 'token')
  await writeFile(tokenFilePath, 'projected')
  const { url: authorityHost, ca } = authority
  const identity = { kind: 'workload-identity', tenantId: 'tenant', clientId: 'x', tokenFilePath } as const
  const credential = credentialFor({ ...identity, authorityHost }, { ca })
  assert.equal(await new Token(credential, 'x/.default').get(), 'opaque')
  assert.equal(authority.asked[0]?.get('client_assertion'), 'projected')
})

const refusals: [text: string, status: number, error: string, name: string, sentence: RegExp][] = [
  [
    'AADSTS7000215: Invalid client secret provided.',
    401,
    'invalid_client',
    'Misconfigured',
    /provided\. The secret in dataverse\.credential\.clientSecret is wrong/,
  ],
  [
    'AADSTS700016: Application with identifier x was not found',
    400,
    'unauthorized_client',
    'Misconfigured',
    /dataverse\.credential\.clientId/,
  ],
  ["AADSTS90002: Tenant 'x' not found.", 400, 'invalid_request', 'Misconfigured', /dataverse\.credential\.tenantId/],
  ['AADSTS500011: The resource principal was not found', 400, 'invalid_resource', 'Misconfigured', /dataverse\.url/],
  ['AADSTS90033: A transient error has occurred.', 400, 'temporarily_unavailable', 'Unavailable', /tried again/],
]

for (const [text, status, error, name, sentence] of refusals) {
  test(`${text.split(':')[0]} is ${name}`, async (t) => {
    const authority = await tokenAuthority(t, () => refusal(status, error, text))
    await assert.rejects(withSecret(authority).get(), (thrown: Error & { code?: string }) => {
      assert.equal(thrown.name, name)
      assert.match(thrown.message, sentence)
      assert.doesNotMatch(thrown.message, /Trace ID|\n/)
      assert.equal(thrown.code, text.split(':')[0])
      return true
    })
  })
}

test('an authority that fails or is away is tried again', async (t) => {
  const failing = await tokenAuthority(t, () => ({ status: 503, body: {} }))
  await assert.rejects(withSecret(failing).get(), { name: 'Unavailable' })
  const throttling = await tokenAuthority(t, () => ({ status: 429, body: {} }))
  await assert.rejects(withSecret(throttling).get(), { name: 'Unavailable' })
  failing.server.closeAllConnections()
  await new Promise((closed) => failing.server.close(closed))
  await assert.rejects(withSecret(failing).get(), { name: 'Unavailable', message: /authorityHost.*cannot be reached/ })
})

test('an authority whose certificate nobody vouches for names the setting', async (t) => {
  const { url } = await tokenAuthority(t, () => given)
  await assert.rejects(withSecret({ url }).get(), {
    name: 'Misconfigured',
    message:
      /^The token authority \(dataverse\.credential\.authorityHost\): its TLS certificate is not trusted \((?!.*--use-system-ca).*dataverse\.caFile/,
  })
})

test('an address that is no authority names the setting', async (t) => {
  const other = await tokenAuthority(t, () => ({ status: 404, body: {} }))
  await assert.rejects(withSecret(other).get(), { name: 'Misconfigured', message: /HTTP 404.*dataverse\.credential/ })
})

test('a token is renewed before its time is over, and an outage of the authority meanwhile goes unnoticed', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_000_000 })
  let asked = 0
  let isAway = false
  const token = new Token(
    {
      getToken: async () => {
        asked++
        if (isAway) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
        return { token: `token-${asked}`, expiresOnTimestamp: Date.now() + 1_000_000 }
      },
    },
    'x/.default',
  )
  const settled = () => new Promise((done) => setImmediate(done))
  assert.equal(await token.get(), 'token-1')
  t.mock.timers.setTime(1_799_000)
  assert.equal(await token.get(), 'token-1')
  assert.equal(asked, 1)
  isAway = true
  t.mock.timers.setTime(1_801_000)
  assert.deepEqual(await Promise.all([token.get(), token.get()]), ['token-1', 'token-1'])
  await settled()
  assert.equal(await token.get(), 'token-1')
  assert.equal(asked, 2)
  isAway = false
  t.mock.timers.setTime(1_840_000)
  await token.get()
  await settled()
  assert.equal(await token.get(), 'token-3')
})
