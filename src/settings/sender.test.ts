import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { clientCertificate } from '../../test/support/client-certificate.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { revealSender } from './sender.ts'
import { SettingsError } from './settings-error.ts'

const curve = 'P-256'
const who = { system: 'S4HCLNT100', user: 'S4HCLNT100' }

test('certificates of a sender are read from PEM, from several in one file, and from the bytes of one', async (t) => {
  const folder = temporaryFolder(t)
  const [one, other] = await Promise.all([clientCertificate('CN=One', { curve }), clientCertificate('CN=Other', { curve })])
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const certificates = [file('both.pem', `Subject: One\n${one.pem}\n${other.pem}`), file('binary.cer', other.certificate.raw)]
  const read = revealSender({ ...who, certificates }, 0)
  assert.deepEqual(
    read.certificates?.map(({ subject }) => subject),
    ['CN=One', 'CN=Other', 'CN=Other'],
  )
})

test('a file without a certificate, or that is not there, is named with its setting', (t) => {
  const file = join(temporaryFolder(t), 'empty.pem')
  writeFileSync(file, 'nothing')
  const says = (path: string, why: string) =>
    new SettingsError(
      `senders.2.certificates.0 names '${path}', which must be a file with a certificate, as STRUST exports it: ${why}`,
    )
  assert.throws(() => revealSender({ ...who, certificates: [file] }, 2), says(file, 'there is none in it'))
  const gone = `${file}.gone`
  assert.throws(
    () => revealSender({ ...who, certificates: [gone] }, 2),
    says(gone, `ENOENT: no such file or directory, open '${gone}'`),
  )
})
