import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, sign, type X509Certificate } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { clientCertificate } from '../../../test/support/client-certificate.ts'
import {
  api,
  ask,
  authority,
  call,
  claimsOf,
  type Form,
  get,
  origin,
  post,
  turnedAway,
} from '../../../test/support/entra-calls.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { callerOf } from './caller.ts'
import { answerOfEntra } from './entra.ts'
import { signJwt } from './jwt.ts'

const endpoint = `${origin}/sandbox/oauth2/v2.0/token`

test('the secret becomes a token that the Web API takes', (t) => {
  const entra = authority(t)
  const reply = ask(entra, {})
  assert.equal(reply.status, 200)
  const { token_type, expires_in, access_token } = JSON.parse(reply.body)
  assert.deepEqual([token_type, expires_in], ['Bearer', 3599])
  const claims = claimsOf(access_token)
  assert.deepEqual([claims.aud, claims.appid, claims.tid], [origin, 'landbridge', 'sandbox'])
  assert.deepEqual(callerOf(entra, api(access_token)), { userId: 'user-of-landbridge' })
})

test('the secret may come in the Authorization header', (t) => {
  const reply = ask(authority(t), { client_id: null, client_secret: null }, basic('landbridge', 'landbridge-secret'))
  assert.equal(reply.status, 200)
  const wrong = ask(authority(t), { client_id: null, client_secret: null }, basic('landbridge', 'no:secret'))
  assert.match(wrong.body, /AADSTS7000215/)
})

test('clients of version 1 name the resource, and are told everything as text', (t) => {
  const entra = authority(t)
  const form = new URLSearchParams({
    client_id: 'landbridge',
    client_secret: 'landbridge-secret',
    grant_type: 'client_credentials',
  })
  const address = `${origin}/sandbox/oauth2/token`
  const without = answerOfEntra(entra, call('POST', address, {}, String(form)))
  assert.match(without?.body ?? '', /AADSTS900144.*'resource'/)
  form.set('resource', origin)
  const { access_token, ...told } = JSON.parse(answerOfEntra(entra, call('POST', address, {}, String(form)))?.body ?? '')
  assert.deepEqual(callerOf(entra, api(access_token)), { userId: 'user-of-landbridge' })
  assert.deepEqual([told.expires_in, told.resource], ['3599', origin])
  assert.equal(Number(told.expires_on) - Number(told.not_before), 3599)
  const described = answerOfEntra(entra, get('/sandbox/.well-known/openid-configuration'))
  assert.equal(JSON.parse(described?.body ?? '').token_endpoint, address)
})

test('tokens are given by POST only', (t) => {
  const reply = answerOfEntra(authority(t), get('/sandbox/oauth2/v2.0/token'))
  assert.equal(reply?.status, 400)
  assert.match(reply?.body ?? '', /AADSTS900561: The endpoint only accepts POST requests\. Received a GET request\./)
})

const refusals: [claim: string, form: Form, status: number, error: string, code: number, text: RegExp][] = [
  ['a wrong secret', { client_secret: 'x' }, 401, 'invalid_client', 7000215, /Invalid client secret provided.*app 'landbridge'/],
  ['an unknown app', { client_id: 'x' }, 400, 'unauthorized_client', 700016, /'x' was not found in the directory 'sandbox'/],
  ['no app', { client_id: null }, 400, 'invalid_request', 900144, /'client_id'/],
  ['no proof', { client_secret: null }, 401, 'invalid_client', 7000218, /'client_assertion' or 'client_secret'/],
  ['no grant', { grant_type: null }, 400, 'invalid_request', 900144, /'grant_type'/],
  ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003, /'password'/],
  ['no scope', { scope: null }, 400, 'invalid_request', 900144, /'scope'/],
  ['a scope of another kind', { scope: `${origin}/user_impersonation` }, 400, 'invalid_scope', 1002012, /\/\.default suffixed/],
  ['two scopes', { scope: `${origin}/.default openid` }, 400, 'invalid_scope', 70011, /openid is not valid/],
  [
    'the scope of another environment',
    { scope: 'https://contoso.crm4.dynamics.com/.default' },
    400,
    'invalid_resource',
    500011,
    /named https:\/\/contoso\.crm4\.dynamics\.com was not found in the tenant named sandbox/,
  ],
]

for (const [claim, form, status, error, code, text] of refusals) {
  test(`${claim} is refused with AADSTS${code}`, (t) => {
    const reply = ask(authority(t), form)
    const body = JSON.parse(reply.body)
    assert.deepEqual([reply.status, body.error, body.error_codes], [status, error, [code]])
    assert.match(body.error_description, text)
    assert.match(
      body.error_description,
      new RegExp(`^AADSTS${code}: [^]*\r\nTrace ID: [^]*\r\nCorrelation ID: [^]*\r\nTimestamp: `),
    )
    assert.match(body.timestamp, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/)
  })
}

test('an unknown tenant is refused wherever it is named', (t) => {
  const entra = authority(t)
  for (const call of [post('/nowhere/oauth2/v2.0/token', {}), get('/nowhere/v2.0/.well-known/openid-configuration')]) {
    const reply = answerOfEntra(entra, call)
    assert.equal(reply?.status, 400)
    assert.match(reply.body, /AADSTS90002: Tenant 'nowhere' not found/)
  }
})

test('the configuration names the endpoints under the address it was asked at', (t) => {
  const reply = answerOfEntra(authority(t), get('/sandbox/v2.0/.well-known/openid-configuration'))
  const { token_endpoint, issuer, jwks_uri } = JSON.parse(reply?.body ?? '')
  assert.deepEqual([token_endpoint, issuer], [endpoint, `${origin}/sandbox/v2.0`])
  const keys = answerOfEntra(authority(t), get(new URL(jwks_uri).pathname))
  assert.equal(JSON.parse(keys?.body ?? '').keys[0].kty, 'RSA')
})

test('instance discovery leads to the tenant asked about', (t) => {
  const asked = encodeURIComponent(`${origin}/sandbox/oauth2/v2.0/authorize`)
  const reply = answerOfEntra(authority(t), get(`/common/discovery/instance?authorization_endpoint=${asked}`))
  const { tenant_discovery_endpoint } = JSON.parse(reply?.body ?? '')
  assert.equal(tenant_discovery_endpoint, `${origin}/sandbox/v2.0/.well-known/openid-configuration`)
})

for (const alg of ['PS256', 'RS256'] as const) {
  test(`a registered certificate becomes a token, signed with ${alg}`, async (t) => {
    const entra = authority(t)
    const { pem, key } = await clientCertificate('CN=landbridge')
    const certificate = entra.registrations.register(pem)
    const reply = ask(entra, proved(assertion(certificate, key, { alg })))
    assert.equal(reply.status, 200, reply.body)
    assert.equal(claimsOf(JSON.parse(reply.body).access_token).appidacr, '2')
  })
}

test('an assertion that proves nothing is refused', async (t) => {
  const entra = authority(t)
  const { pem, key } = await clientCertificate('CN=landbridge')
  const certificate = entra.registrations.register(pem)
  const stranger = await clientCertificate('CN=stranger')
  const past = Math.floor(Date.now() / 1000) - 3600
  const cases: [number, string][] = [
    [50027, 'no.jwt'],
    [700027, assertion(certificate, stranger.key)],
    [700027, assertion(stranger.certificate, stranger.key)],
    [700027, assertion(certificate, key, { alg: 'none' })],
    [700021, assertion(certificate, key, { iss: 'other' })],
    [700023, assertion(certificate, key, { aud: 'https://login.microsoftonline.com/sandbox/v2.0' })],
    [700024, assertion(certificate, key, { exp: past })],
  ]
  for (const [code, text] of cases) {
    const reply = ask(entra, proved(text))
    assert.equal(reply.status, 401)
    assert.match(reply.body, new RegExp(`"AADSTS${code}: `))
  }
})

test('a call without a token is told where tokens are given', (t) => {
  const refused = turnedAway(authority(t), { ...api(''), headers: {} })
  assert.equal(refused.status, 401)
  const challenge = `Bearer authorization_uri=${origin}/sandbox/oauth2/authorize, resource_id=${origin}/`
  assert.equal(refused.headers['www-authenticate'], challenge)
})

test('a token that is forged, over or for another environment is turned away', (t) => {
  const entra = authority(t)
  const { access_token: token } = JSON.parse(ask(entra, {}).body)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const forged = signJwt({}, claimsOf(token), privateKey)
  const elsewhere = { ...entra, isResource: () => false }
  for (const refused of [turnedAway(entra, api(forged)), turnedAway(entra, api('x')), turnedAway(elsewhere, api(token))]) {
    assert.equal(refused.status, 401)
    assert.match(String(refused.headers['www-authenticate']), /error=invalid_token/)
  }
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 3_599_000 })
  assert.equal(turnedAway(entra, api(token)).status, 401)
})

test('an app that is no user of the environment gets a token and is turned away with 403', (t) => {
  const entra = authority(t)
  const reply = ask(entra, { client_id: 'stranger', client_secret: 'stranger-secret' })
  const refused = turnedAway(entra, api(JSON.parse(reply.body).access_token))
  assert.equal(refused.status, 403)
  assert.match(refused.body, /0x80072560/)
})

test('a token from before a restart is still good', (t) => {
  const folder = temporaryFolder(t)
  const { access_token } = JSON.parse(ask(authority(t, folder), {}).body)
  assert.deepEqual(callerOf(authority(t, folder), api(access_token)), { userId: 'user-of-landbridge' })
  assert.equal(statSync(join(folder, 'token.key.pem')).mode & 0o777, 0o600)
})

test('a file that is no certificate is nobody’s proof', async (t) => {
  const folder = temporaryFolder(t)
  const entra = authority(t, folder)
  writeFileSync(join(folder, 'certificates', 'broken.pem'), 'nothing')
  assert.deepEqual(entra.registrations.certificates(), [])
  assert.throws(() => entra.registrations.register('nothing'))
})

function basic(name: string, password: string): Record<string, string> {
  const parts = [name, password].map(encodeURIComponent).join(':')
  return { authorization: `Basic ${Buffer.from(parts).toString('base64')}` }
}

function proved(client_assertion: string): Form {
  return {
    client_secret: null,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion,
  }
}

function assertion(certificate: X509Certificate, key: string, changes: Record<string, unknown> = {}): string {
  const { alg = 'PS256', ...claims } = changes
  const now = Math.floor(Date.now() / 1000)
  const thumbprint = createHash('sha256').update(certificate.raw).digest('base64url')
  const header = { alg, typ: 'JWT', 'x5t#S256': thumbprint }
  const whole = { aud: endpoint, iss: 'landbridge', sub: 'landbridge', nbf: now, exp: now + 600, jti: 'x', ...claims }
  const signed = [header, whole].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const padding = alg === 'RS256' ? {} : { padding: 6, saltLength: 32 }
  return `${signed}.${sign('sha256', Buffer.from(signed), { key, ...padding }).toString('base64url')}`
}
