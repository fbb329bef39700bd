import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { tlsFor } from './ca.ts'

function authorityIn({ caFile }: { caFile: string }): X509Certificate {
  return new X509Certificate(readFileSync(caFile))
}

test('the certificate is good for this machine under each of its names', async (t) => {
  const tls = await tlsFor(temporaryFolder(t))
  const server = new X509Certificate(tls.cert)
  const authority = authorityIn(tls)
  assert.ok(server.verify(authority.publicKey) && server.checkIssued(authority))
  assert.equal(server.checkHost('localhost'), 'localhost')
  assert.deepEqual([server.checkIP('127.0.0.1'), server.checkIP('::1')], ['127.0.0.1', '::1'])
  assert.equal(server.checkHost('example.com'), undefined)
  assert.deepEqual([authority.ca, server.ca], [true, false])
})

test('authority and certificate stay the same from start to start', async (t) => {
  const folder = temporaryFolder(t)
  const first = await tlsFor(folder)
  const ca = readFileSync(first.caFile, 'utf8')
  rmSync(first.caFile)
  assert.deepEqual(await tlsFor(folder), first)
  assert.equal(readFileSync(first.caFile, 'utf8'), ca)
})

test('a private key is readable for its owner only', async (t) => {
  const folder = temporaryFolder(t)
  await tlsFor(folder)
  for (const name of ['ca.key.pem', 'server.key.pem']) {
    assert.equal(statSync(join(folder, 'sandbox-dataverse', name)).mode & 0o777, 0o600)
  }
})

test('a certificate that is about to expire is renewed under the same authority', async (t) => {
  const folder = temporaryFolder(t)
  const first = await tlsFor(folder)
  const authority = authorityIn(first)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 380 * 24 * 60 * 60 * 1000 })
  const second = await tlsFor(folder)
  assert.notEqual(second.cert, first.cert)
  assert.equal(authorityIn(second).fingerprint256, authority.fingerprint256)
  assert.ok(new X509Certificate(second.cert).verify(authority.publicKey))
})

test('files that were damaged or do not belong together are replaced', async (t) => {
  const folder = temporaryFolder(t)
  const first = await tlsFor(folder)
  writeFileSync(join(folder, 'sandbox-dataverse', 'server.pem'), 'half a cert')
  const second = await tlsFor(folder)
  assert.notEqual(second.cert, first.cert)
  writeFileSync(join(folder, 'sandbox-dataverse', 'server.key.pem'), first.key)
  const third = await tlsFor(folder)
  assert.notEqual(third.key, first.key)
  rmSync(join(folder, 'sandbox-dataverse', 'ca.pem'))
  const fourth = await tlsFor(folder)
  assert.notEqual(fourth.cert, third.cert)
  assert.ok(new X509Certificate(fourth.cert).verify(authorityIn(fourth).publicKey))
})
