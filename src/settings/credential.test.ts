import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { clientCertificate } from '../../test/support/client-certificate.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { revealCredential } from './credential.ts'
import { revealSignIn, signIn } from './sign-in.ts'

const folder = temporaryFolder({ after })

const [good, other, short, curve, otherCurve] = await Promise.all([
  clientCertificate('CN=good'),
  clientCertificate('CN=other'),
  clientCertificate('CN=short', { bits: 1024 }),
  clientCertificate('CN=curve', { curve: 'P-256' }),
  clientCertificate('CN=other curve', { curve: 'P-384' }),
])

const encrypted = createPrivateKey(good.key).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })

const files = {
  good: good.key + good.pem,
  'without its key': good.pem,
  'without a certificate': good.key,
  'with the key of another': other.key + good.pem,
  'whose key is encrypted': encrypted + good.pem,
  'of 1024 bits': short.key + short.pem,
  'of P-256': curve.key + curve.pem,
  'of P-384': otherCurve.key + otherCurve.pem,
}
for (const [name, pem] of Object.entries(files)) writeFileSync(join(folder, name), pem)

/** What is said at the start of this file, for Dynamics 365 and for the sign-in of people; nothing where it is taken. */
const cases: [file: keyof typeof files | 'that is away', dynamics: RegExp | undefined, people: RegExp | undefined][] = [
  ['good', undefined, undefined],
  ['that is away', /ENOENT/, /ENOENT/],
  ['without its key', /there is no private key in it/, /there is no private key in it/],
  ['without a certificate', /there is no certificate in it/, /there is no certificate in it/],
  ['whose key is encrypted', /its private key is encrypted; openssl/, /its private key is encrypted; openssl/],
  ['with the key of another', /its key belongs to another certificate/, /its key belongs to another certificate/],
  [
    'of 1024 bits',
    /its key is RSA of 1024 bits; it must be RSA of 2048 bits at least/,
    /its key is RSA of 1024 bits; it must be of the curve P-256, or RSA of 2048 bits at least/,
  ],
  ['of P-256', /its key is of the curve prime256v1; it must be RSA of 2048 bits at least/, undefined],
  [
    'of P-384',
    /its key is of the curve secp384r1; it must be RSA of 2048 bits at least/,
    /its key is of the curve secp384r1; it must be of the curve P-256, or RSA /,
  ],
]

for (const [file, dynamics, people] of cases) {
  const certificatePath = join(folder, file)
  const ids = { tenantId: 't', clientId: 'c' }

  test(`the certificate ${file} of Dynamics 365 is looked at at the start`, () => {
    const setting = 'receivers.north.furtherCredentials.0'
    looked(() => revealCredential({ kind: 'certificate', ...ids, certificatePath }, setting), setting, file, dynamics)
  })

  test(`the certificate ${file} of the sign-in is looked at at the start`, () => {
    const given = signIn.parse({ issuer: 'https://login.example', clientId: 'c', certificatePath })
    looked(() => revealSignIn(given), 'signIn', file, people)
  })
}

function looked(look: () => unknown, setting: string, file: string, why: RegExp | undefined): void {
  if (why === undefined) {
    look()
    return
  }
  const start = `${setting}.certificatePath names '${join(folder, file)}', which must be a PEM file with a certificate and its private key: `
  assert.throws(look, ({ name, message }: Error) => {
    assert.equal(name, 'SettingsError')
    assert.ok(message.startsWith(start), message)
    assert.match(message.slice(start.length), why)
    return true
  })
}
