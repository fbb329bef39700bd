import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { clientCertificate } from '../../test/support/client-certificate.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { secret } from './secret.ts'
import { readSettings } from './settings.ts'

const folder = temporaryFolder({ after })

const publicUrl = 'https://landbridge.example'
const signIn = {
  issuer: 'https://login.microsoftonline.com/a-tenant/v2.0',
  clientId: 'c',
  clientSecret: secret('SIGN_IN_SECRET'),
}

test('of a provider, its address, the client id and the secret are enough', async (t) => {
  const { signIn: read } = await settings(t, { publicUrl, signIn })
  assert.deepEqual(read, {
    name: 'Microsoft',
    issuer: signIn.issuer,
    clientId: 'c',
    clientSecret: 'a secret',
    clientAuthentication: 'client_secret_post',
    scope: 'openid profile email',
    rolesClaim: 'roles',
  })
  assert.equal((await settings(t, {})).signIn, undefined)
})

test('a certificate takes the place of the secret, when its private key is with it', async (t) => {
  const [own, other] = [await clientCertificate('CN=landbridge'), await clientCertificate('CN=other')]
  const certificatePath = join(folder, 'certificate.pem')
  const given = { publicUrl, signIn: { issuer: signIn.issuer, clientId: 'c', certificatePath } }
  writeFileSync(certificatePath, own.key + own.pem)
  assert.equal((await settings(t, given)).signIn?.certificatePath, certificatePath)
  writeFileSync(certificatePath, other.key + own.pem)
  await assert.rejects(settings(t, given), { message: /its key belongs to another certificate$/ })
  writeFileSync(certificatePath, own.pem)
  await assert.rejects(settings(t, given), { name: 'SettingsError' })
})

const wrong: [what: string, config: object, sentence: RegExp][] = [
  ['the public address is not said', { signIn }, /^publicUrl in .*: must be the https:\/\/ address people know Landbridge by/],
  ['the public address is not https', { signIn, publicUrl: 'http://landbridge.example' }, /^publicUrl in .*: must be the https/],
  [
    'the secret stands in the file',
    { publicUrl, signIn: { ...signIn, clientSecret: 'x' } },
    /^signIn\.clientSecret in .*: must be secret\('NAME/,
  ],
  [
    'the secret is not set',
    { publicUrl, signIn: { ...signIn, clientSecret: secret('NOT_SET') } },
    /^The secret NOT_SET is not set; set it or NOT_SET_FILE$/,
  ],
  [
    'the issuer is every tenant',
    { publicUrl, signIn: { ...signIn, issuer: 'https://login.microsoftonline.com/common/v2.0' } },
    /^signIn\.issuer in .*: must name your tenant/,
  ],
  [
    'the issuer is not https',
    { publicUrl, signIn: { ...signIn, issuer: 'http://login.example' } },
    /^signIn\.issuer in .*: must begin with https:\/\//,
  ],
  [
    'neither a secret nor a certificate is there',
    { publicUrl, signIn: { issuer: signIn.issuer, clientId: 'c' } },
    /^signIn\.clientSecret in .*: must be there, or certificatePath in its place; not both/,
  ],
  [
    'both are there',
    { publicUrl, signIn: { ...signIn, certificatePath: '/nowhere' } },
    /^signIn\.clientSecret in .*: must be there, or certificatePath in its place; not both/,
  ],
  [
    'the certificate cannot be read',
    { publicUrl, signIn: { issuer: signIn.issuer, clientId: 'c', certificatePath: '/nowhere' } },
    /^signIn\.certificatePath names '\/nowhere', which must be a PEM file with a certificate and its private key: ENOENT/,
  ],
  [
    'a scope lacks openid',
    { publicUrl, signIn: { ...signIn, scope: 'profile' } },
    /^signIn\.scope in .*: must have 'openid' in it/,
  ],
  [
    'an app role is none of ours',
    { publicUrl, signIn: { ...signIn, appRoles: { team: ['boss'] } } },
    /^signIn\.appRoles\.team\.0 in .*: must be one of 'viewer', 'operator', 'administrator', 'personal-data', 'crm'$/,
  ],
]
for (const [what, config, sentence] of wrong) {
  test(`when ${what}, one sentence names the setting`, async (t) => {
    await assert.rejects(settings(t, config), { name: 'SettingsError', message: sentence })
  })
}

let files = 0

async function settings(t: TestContext, config: object) {
  const credential = { kind: 'managed-identity' }
  const rest = {
    senders: [{ system: 'S', user: 'S', password: secret('SIGN_IN_SECRET') }],
    users: [{ name: 'admin', password: secret('SIGN_IN_SECRET') }],
    dataverse: { url: 'https://contoso.crm4.dynamics.com', credential },
  }
  const file = join(folder, `${files++}.config.ts`)
  writeFileSync(file, `export default ${JSON.stringify({ ...rest, ...config })}`)
  Object.assign(process.env, { LANDBRIDGE_CONFIG: file, SIGN_IN_SECRET: 'a secret' })
  t.after(() => {
    delete process.env.LANDBRIDGE_CONFIG
    delete process.env.SIGN_IN_SECRET
  })
  return readSettings('configured')
}
