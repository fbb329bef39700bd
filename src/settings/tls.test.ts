import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { clientCertificate } from '../../test/support/client-certificate.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { SettingsError } from './settings-error.ts'
import { assertServerCertificate } from './tls.ts'

const curve = 'P-384'
const [own, other] = await Promise.all([clientCertificate('CN=own', { curve }), clientCertificate('CN=other', { curve })])

const cases: [claim: string, certificate: string, key: string | undefined, refusal?: RegExp][] = [
  ['certificate and key in one file', `${own.pem}\n${own.key}`, undefined],
  ['certificate and key in two files', own.pem, own.key],
  [
    'a file without a certificate',
    own.key,
    own.key,
    /^tls\.certificatePath names '.*', which must be a PEM file with a certificate: there is none/,
  ],
  ['a file without a key', own.pem, undefined, /^tls\.certificatePath names '.*', which must be a PEM file with a private key/],
  ['the key of another', own.pem, other.key, /^tls\.keyPath names '.*', whose key belongs to another certificate/],
  [
    'an encrypted key',
    own.pem,
    own.key.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE'),
    /^tls\.keyPath .*is encrypted; openssl pkey decrypts it/,
  ],
  ['a key that is broken', own.pem, own.key.replace(/\n.{20}/, '\n'), /^tls\.keyPath names '.*', which cannot be used: /],
]

for (const [claim, certificate, key, refusal] of cases) {
  test(`HTTPS with ${claim} is ${refusal === undefined ? 'taken' : 'refused with the setting'}`, (t) => {
    const folder = temporaryFolder(t)
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const files = { certificatePath: write('certificate.pem', certificate), ...(key && { keyPath: write('key.pem', key) }) }
    const check = () => assertServerCertificate({ port: 8443, ...files })
    if (refusal === undefined) check()
    else assert.throws(check, (error: Error) => error instanceof SettingsError && refusal.test(error.message))
  })
}

test('a file that is not there is named with its setting', () => {
  assert.throws(
    () => assertServerCertificate({ port: 8443, certificatePath: '/nowhere.pem' }),
    /^SettingsError: tls\.certificatePath names '\/nowhere\.pem', which cannot be read: ENOENT/,
  )
})
