import assert from 'node:assert/strict'
import type { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { clientCertificate } from '../test/support/client-certificate.ts'
import { temporaryFolder } from '../test/support/temporary-folder.ts'
import { settingsFor } from '../test/support/test-settings.ts'
import { credentialExpires, credentialsThatEnd, signInExpires } from './credential-expires.ts'
import { dataverse } from './settings/dataverse.ts'
import { secret as secretReference } from './settings/secret.ts'
import { signIn } from './settings/sign-in.ts'

const place = { tenantId: 't', clientId: 'c' }
const secret = { kind: 'secret' as const, ...place, clientSecret: 'x' }
const usual = dataverse.omit({ credential: true }).parse({ url: 'https://contoso.crm4.dynamics.com' })

test('of several credentials the first that ends counts: a secret by its setting, a certificate by itself', async (t) => {
  const folder = temporaryFolder(t)
  const { pem, certificate } = await clientCertificate('CN=landbridge')
  const certificatePath = join(folder, 'certificate.pem')
  writeFileSync(certificatePath, pem)
  const expires = (...[first = secret, ...others]: Parameters<typeof credentialsOf>[0]) =>
    credentialExpires({ ...usual, ...credentialsOf([first, ...others]) })
  assert.equal(expires({ ...secret, credentialExpires: '2031-05-01' })?.toISOString(), '2031-05-01T23:59:59.000Z')
  const far = { ...secret, credentialExpires: '2099-01-01' }
  const signed = { kind: 'certificate' as const, ...place, certificatePath }
  assert.equal(expires(far, signed)?.getTime(), Date.parse(certificate.validTo))
  assert.equal(expires(secret), undefined)
  assert.equal(expires({ kind: 'managed-identity' }), undefined)
  assert.equal(expires({ ...signed, certificatePath: '/nowhere' }), undefined)
  assert.equal(credentialExpires(undefined), undefined)
})

test('the certificate by which people sign in at a provider ends by itself', async (t) => {
  const folder = temporaryFolder(t)
  const { pem, certificate } = await clientCertificate('CN=landbridge')
  const certificatePath = join(folder, 'certificate.pem')
  writeFileSync(certificatePath, pem)
  const parsed = signIn.parse({ issuer: 'https://login.example', clientId: 'c', certificatePath })
  assert.equal(signInExpires({ signIn: { ...parsed, clientSecret: undefined } })?.getTime(), Date.parse(certificate.validTo))
})

test('the secret by which people sign in at a provider ends at the end of the day the settings say', () => {
  const given = { issuer: 'https://login.example', clientId: 'c', clientSecret: secretReference('SIGN_IN') }
  const parsed = signIn.parse({ ...given, credentialExpires: '2031-05-01' })
  assert.equal(signInExpires({ signIn: { ...parsed, clientSecret: 'x' } })?.toISOString(), '2031-05-01T23:59:59.000Z')
  assert.equal(signInExpires({ signIn: { ...signIn.parse(given), clientSecret: 'x' } }), undefined)
  assert.equal(signInExpires({}), undefined)
})

test('client certificates of senders and the one for HTTPS end by themselves; of one that takes over the later end counts', async (t) => {
  const certificatePath = join(temporaryFolder(t), 'certificate.pem')
  const [old, next, own] = await Promise.all(
    [1, 9, 5].map((days) => clientCertificate('CN=some', { curve: 'P-256', days: [-1, days] })),
  )
  writeFileSync(certificatePath, `${own?.pem}\n${own?.key}`)
  const settings = settingsFor({ folder: '', databaseUrl: '', dynamics: { url: '', port: 0, caFile: '' } })
  const system = 'S4HCLNT100'
  const certificates = [next, old].map((one) => one?.certificate as X509Certificate)
  const ends = credentialsThatEnd({
    ...settings,
    senders: [
      { system, user: 'BY_PASSWORD', password: 'sandbox' },
      { system, user: 'SAP', certificates },
    ],
    tls: { port: 8443, certificatePath },
  })
  assert.deepEqual(ends, [
    { subject: 'sender SAP', of: 'the sender SAP of S4HCLNT100', about: {}, end: next?.certificate.validToDate },
    { subject: 'tls', of: 'HTTPS (tls)', about: {}, end: own?.certificate.validToDate },
  ])
})

function credentialsOf([credential = secret, ...furtherCredentials]: NonNullable<
  NonNullable<Parameters<typeof credentialExpires>[0]>['furtherCredentials']
>) {
  return { credential, furtherCredentials }
}
