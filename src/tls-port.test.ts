import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import type { TLSSocket } from 'node:tls'
import { clientCertificate } from '../test/support/client-certificate.ts'
import { basic } from '../test/support/credentials.ts'
import { idoc, packet } from '../test/support/idoc-http-channel.ts'
import { temporaryFolder } from '../test/support/temporary-folder.ts'
import { until } from '../test/support/until.ts'
import { GuessLimit } from './access/guess-limit.ts'
import { idocHttp } from './channels/idoc-http/idoc-http.ts'
import { Senders } from './channels/idoc-http/senders.ts'
import { createLog } from './create-log.ts'
import { httpServer } from './http-server.ts'
import type { Accept } from './message/arrival.ts'
import { SettingsError } from './settings/settings-error.ts'
import { freePort } from './store/embedded/free-port.ts'
import { tlsPort } from './tls-port.ts'

const curve = 'P-256'
const [own, next, sap, stranger] = await Promise.all([
  clientCertificate('CN=localhost', { curve }),
  clientCertificate('CN=localhost', { curve }),
  clientCertificate('CN=S4H', { curve }),
  clientCertificate('CN=Stranger', { curve }),
])

test('at the HTTPS port a sender is told by its client certificate, which no authority has to vouch for', async (t) => {
  const { ask } = await landbridge(t)
  assert.equal((await ask(sap)).status, 200)
  assert.equal((await ask(sap, {}, '/idoc/S4HCLNT100')).status, 200)
  assert.equal((await ask(sap, {}, '/idoc/S4HCLNT200')).status, 403)
  const { status, body } = await ask(stranger)
  assert.equal(status, 401)
  assert.match(body, /The client certificate CN=Stranger \(SHA-256 .*\) is in the settings of no sender/)
})

test('at the HTTPS port a password does as well, and whoever shows neither is refused', async (t) => {
  const { ask } = await landbridge(t)
  assert.equal((await ask(undefined, basic('SECOND', 'right'))).status, 200)
  assert.equal((await ask(stranger, basic('SECOND', 'right'))).status, 200)
  assert.equal((await ask(sap, basic('SECOND', 'wrong'))).status, 401)
  assert.equal((await ask()).status, 401)
})

test('documents come in at the HTTPS port', async (t) => {
  const { ask, stored } = await landbridge(t)
  for (const number of ['1', '2']) {
    assert.equal((await ask(sap, { 'content-type': 'text/xml' }, '/idoc', packet(idoc(number)))).status, 200)
  }
  assert.deepEqual(stored, ['0000000000000001', '0000000000000002'])
})

test('a certificate that is exchanged on the disk is shown without a new start; one that does not fit its key is not', async (t) => {
  const { write, shown, warnings } = await landbridge(t)
  assert.equal(await shown(), own.certificate.fingerprint256)
  write('key.pem', next.key)
  await until('it says what does not fit', async () => warnings().includes('whose key belongs to another certificate'))
  assert.equal(await shown(), own.certificate.fingerprint256)
  write('certificate.pem', next.pem)
  await until('the new one is shown', async () => (await shown()) === next.certificate.fingerprint256)
})

test('a port that another program has ends the start with the setting', async (t) => {
  const { tls, log } = await landbridge(t)
  const second = httpServer(log, { trustProxy: false })
  await second.register(tlsPort(tls, log))
  await assert.rejects(
    second.listen({ port: 0 }),
    new SettingsError(`tls.port ${tls.port} is in use by another program; set it to another one`),
  )
})

async function landbridge(t: TestContext) {
  const folder = temporaryFolder(t)
  const write = (file: string, pem: string) => {
    writeFileSync(join(folder, file), pem)
    return join(folder, file)
  }
  const tls = {
    host: '127.0.0.1',
    port: await freePort(),
    certificatePath: write('certificate.pem', own.pem),
    keyPath: write('key.pem', own.key),
  }
  let written = ''
  const log = createLog({ logLevel: 'warn' }, { write: (line: string) => (written += line) })
  const http = httpServer(log, { trustProxy: false })
  const senders = [
    { system: 'S4HCLNT100', user: 'S4HCLNT100', certificates: [sap.certificate] },
    { system: 'S4HCLNT200', user: 'SECOND', password: 'right' },
  ]
  const stored: (string | undefined)[] = []
  const accept: Accept = async (arrivals) => {
    for await (const { idoc } of arrivals) stored.push(idoc)
    return []
  }
  const sizes = { maxPacketBytes: 1_000_000, maxIdocBytes: 100_000 }
  const channel = { accept, refused() {}, senders: new Senders(senders, new GuessLimit()), ...sizes }
  await http.register(idocHttp(channel))
  await http.register(tlsPort(tls, log, { lookMilliseconds: 20 }))
  await http.listen({ host: '127.0.0.1', port: 0 })
  t.after(() => http.close())
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())
  return {
    tls,
    log,
    write,
    stored,
    warnings: () => written,
    /** Asks as the connection test of SM59 does, with a client certificate or without; with a body it is a document. */
    async ask(client?: typeof sap, headers: Record<string, string> = {}, path = '/idoc', body?: string) {
      const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
      const url = `https://localhost:${tls.port}${path}`
      const shown = client === undefined ? {} : { cert: client.pem, key: client.key }
      request(url, { agent, ca: own.pem, ...shown, headers, method: body === undefined ? 'GET' : 'POST' }, resolve)
        .on('error', reject)
        .end(body)
      const answer = await promise
      return { status: answer.statusCode, body: await text(answer) }
    },
    /** The fingerprint of the certificate a new connection is shown. */
    async shown() {
      const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
      request(`https://localhost:${tls.port}/idoc`, { agent: false, rejectUnauthorized: false }, resolve)
        .on('error', reject)
        .end()
      const answer = await promise
      await text(answer)
      return (answer.socket as TLSSocket).getPeerX509Certificate()?.fingerprint256
    },
  }
}
