import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { clientCertificate } from '../../../test/support/client-certificate.ts'
import { identityProvider } from '../../../test/support/identity-provider.ts'
import { Visitor } from '../../../test/support/visitor.ts'
import { clientProof } from './client-proof.ts'
import { IdentityProvider } from './identity-provider.ts'

const publicUrl = 'http://127.0.0.1:9'

test('a provider that knows the certificate signs people in without a secret', async (t) => {
  const { provider, visitor } = await withCertificate(t)
  assert.deepEqual(await signIn(provider, visitor), {
    name: 'operator@example.test',
    description: 'Operator (oid oid-1)',
    roles: ['operator', 'crm'],
  })
})

test('what is signed names the certificate and is for the token endpoint, as Microsoft Entra ID wants it', async (t) => {
  const { path, certificate } = await certificateFile(t)
  const body = new URLSearchParams()
  const server = { issuer: 'https://login.example/tenant/v2.0', token_endpoint: 'https://login.example/tenant/oauth2/v2.0/token' }
  const proof = clientProof({ certificatePath: path, clientAuthentication: 'client_secret_post' })
  await proof(server, { client_id: 'landbridge' }, body, new Headers())
  const assertion = body.get('client_assertion') ?? ''
  const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')
  const { alg, 'x5t#S256': named } = decodeProtectedHeader(assertion)
  assert.deepEqual([alg, named], ['PS256', thumbprint])
  const { aud, iss, sub } = decodeJwt(assertion)
  assert.deepEqual([aud, iss, sub], [server.token_endpoint, 'landbridge', 'landbridge'])
  assert.equal(body.get('client_secret'), null)
})

test('a certificate the provider does not know signs nobody in', async (t) => {
  const { provider, visitor, path } = await withCertificate(t)
  const other = await clientCertificate('CN=other')
  writeFileSync(path, other.key + other.pem)
  await assert.rejects(signIn(provider, visitor), { name: 'SignInRefused', kind: 'misconfigured', code: 'invalid_client' })
})

test('a certificate that is gone meanwhile is named', async (t) => {
  const { provider, visitor, path } = await withCertificate(t)
  rmSync(path)
  await assert.rejects(signIn(provider, visitor), {
    name: 'SignInRefused',
    kind: 'misconfigured',
    message: /^signIn\.certificatePath names '.*', which must be a PEM file with a certificate and its private key: ENOENT/,
  })
})

/** A provider to which Landbridge is known by its certificate. */
async function withCertificate(t: TestContext) {
  const { path, certificate } = await certificateFile(t)
  const client = {
    client_id: 'landbridge',
    redirect_uris: [`${publicUrl}/api/sign-in/callback`],
    token_endpoint_auth_method: 'private_key_jwt' as const,
    jwks: { keys: [{ ...certificate.publicKey.export({ format: 'jwk' }), use: 'sig' }] },
  }
  const { settings } = await identityProvider(t, publicUrl, { clients: [client] } as object)
  const provider = new IdentityProvider({ ...settings, clientSecret: undefined, certificatePath: path }, publicUrl)
  return { provider, visitor: new Visitor(), path }
}

async function signIn(provider: IdentityProvider, visitor: Visitor) {
  const { url, attempt } = await provider.begin()
  const page = await visitor.open(url.href)
  const back = await visitor.open(page.url.href, { form: { account: 'operator' }, stopAt: publicUrl })
  return provider.finish(back.url.pathname + back.url.search, attempt)
}

async function certificateFile(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-proof-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const { pem, key, certificate } = await clientCertificate('CN=landbridge')
  const path = join(folder, 'certificate.pem')
  writeFileSync(path, key + pem)
  return { path, certificate }
}
