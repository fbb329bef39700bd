import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ClientCertificateCredential, ClientSecretCredential } from '@azure/identity'
import { ConfidentialClientApplication } from '@azure/msal-node'
import { clientCertificate } from '../support/client-certificate.ts'
import { type SandboxDataverse, sandboxDataverse } from '../support/sandbox-dataverse.ts'

test('@azure/identity signs in with the secret', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const credential = new ClientSecretCredential('sandbox', 'landbridge', 'landbridge-secret', authorityOf(sandbox))
  const { token, expiresOnTimestamp } = await credential.getToken(`${sandbox.url}/.default`)
  const life = (expiresOnTimestamp - Date.now()) / 1000
  assert.ok(life > 3590 && life < 3600, `${life} s`)
  assert.equal(await whoAmI(sandbox, token), 200)
})

test('@azure/identity signs in with a certificate that is registered, and with no other', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const { pem, key } = await clientCertificate('CN=landbridge')
  const certificatePath = join(sandbox.folder, 'client.pem')
  writeFileSync(certificatePath, key + pem)
  const credential = new ClientCertificateCredential('sandbox', 'landbridge', { certificatePath }, authorityOf(sandbox))
  await assert.rejects(credential.getToken(`${sandbox.url}/.default`), /AADSTS700027/)
  const registered = await fetch(`${sandbox.url}/_sandbox/certificates`, { method: 'POST', body: pem })
  assert.equal(registered.status, 201)
  const { token } = await credential.getToken(`${sandbox.url}/.default`)
  assert.equal(await whoAmI(sandbox, token), 200)
})

test('@azure/identity tells why Entra gives no token', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const cases: [tenant: string, client: string, secret: string, scope: string, code: RegExp][] = [
    ['sandbox', 'landbridge', 'wrong', sandbox.url, /AADSTS7000215/],
    ['sandbox', 'somebody', 'landbridge-secret', sandbox.url, /AADSTS700016/],
    ['sandbox', 'landbridge', 'landbridge-secret', 'https://contoso.crm4.dynamics.com', /AADSTS500011/],
  ]
  for (const [tenant, client, secret, resource, code] of cases) {
    const credential = new ClientSecretCredential(tenant, client, secret, authorityOf(sandbox))
    await assert.rejects(credential.getToken(`${resource}/.default`), code)
  }
})

test('msal-node signs in with the secret', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const result = await msal(sandbox, { clientSecret: 'landbridge-secret' }).acquireTokenByClientCredential({
    scopes: [`${sandbox.url}/.default`],
  })
  assert.equal(result?.tokenType, 'Bearer')
  assert.equal(await whoAmI(sandbox, result?.accessToken ?? ''), 200)
})

test('msal-node signs in with a registered certificate', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const { pem, key, certificate } = await clientCertificate('CN=landbridge')
  await fetch(`${sandbox.url}/_sandbox/certificates`, { method: 'POST', body: pem })
  const thumbprintSha256 = certificate.fingerprint256.replaceAll(':', '')
  const client = msal(sandbox, { clientCertificate: { thumbprintSha256, privateKey: key } })
  const result = await client.acquireTokenByClientCredential({ scopes: [`${sandbox.url}/.default`] })
  assert.equal(await whoAmI(sandbox, result?.accessToken ?? ''), 200)
})

test('msal-node tells the error of a wrong secret by its code', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const asked = msal(sandbox, { clientSecret: 'wrong' }).acquireTokenByClientCredential({ scopes: [`${sandbox.url}/.default`] })
  await assert.rejects(asked, { errorCode: 'invalid_client', errorNo: 7000215, message: /AADSTS7000215/ })
})

function authorityOf({ url }: SandboxDataverse) {
  return { authorityHost: url, disableInstanceDiscovery: true }
}

function msal(
  { url }: SandboxDataverse,
  proof: { clientSecret: string } | { clientCertificate: { thumbprintSha256: string; privateKey: string } },
) {
  const authority = { authority: `${url}/sandbox`, knownAuthorities: [new URL(url).host] }
  return new ConfidentialClientApplication({ auth: { clientId: 'landbridge', ...authority, ...proof } })
}

async function whoAmI({ url }: SandboxDataverse, token: string): Promise<number> {
  const { status } = await fetch(`${url}/api/data/v9.2/WhoAmI`, { headers: { authorization: `Bearer ${token}` } })
  return status
}
