import assert from 'node:assert/strict'
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { clientCertificate } from '../../../test/support/client-certificate.ts'
import { basic } from '../../../test/support/credentials.ts'
import { failing } from '../../../test/support/failing.ts'
import { httpChannel } from '../../../test/support/http-channel.ts'
import { GuessLimit } from '../../access/guess-limit.ts'
import { idocHttp } from './idoc-http.ts'
import { Senders } from './senders.ts'

const [known, other, ended, early, successor] = await Promise.all([
  clientCertificate('CN=S4H, O=Example', { curve: 'P-256' }),
  clientCertificate('CN=Other, O=Example', { curve: 'P-256' }),
  clientCertificate('CN=Ended', { curve: 'P-256', days: [-3, -1] }),
  clientCertificate('CN=Early', { curve: 'P-256', days: [1, 3] }),
  clientCertificate('CN=S4H, O=Example', { curve: 'P-256' }),
])
const der = known.certificate.raw.toString('base64')
const escaped = encodeURIComponent(known.pem)

const forms: Record<string, string> = {
  'percent-encoded PEM, as nginx and Apache write it': escaped,
  'PEM whose line ends became blanks': known.pem.replaceAll('\n', ' '),
  'base64 of DER, as SAP Web Dispatcher and HAProxy write it': der,
  'base64 between colons, as RFC 9440 has it': `:${der}:`,
  'base64 of a chain, the own one first': `${encodeURIComponent(der)},${other.certificate.raw.toString('base64')}`,
  'an entry of Envoy': `Hash=ab12;Cert="${escaped}";Subject="CN=S4H,O=Example";Chain="${escaped}"`,
  'the last of several entries of Envoy': `By=a;Cert="${encodeURIComponent(other.pem)}",By=b;Cert="${escaped}"`,
}

for (const [form, header] of Object.entries(forms)) {
  test(`a proxy passes on the certificate of a sender as ${form}`, async (t) => {
    const { ask } = await channel(t)
    assert.equal((await ask({ 'x-client-certificate': header }, '/idoc/S4HCLNT100')).status, 200)
    const elsewhere = await ask({ 'x-client-certificate': header }, '/idoc/S4HCLNT200')
    assert.equal(elsewhere.status, 403)
    assert.match(elsewhere.body, /User SAP may not send for system S4HCLNT200/)
  })
}

const refused: [claim: string, header: string | string[], says: RegExp][] = [
  [
    'of nobody',
    encodeURIComponent(other.pem),
    /certificate CN=Other, O=Example \(SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}\) is in .*no sender/,
  ],
  ['that ended', encodeURIComponent(ended.pem), /certificate CN=Ended \(.*\) ended on .*; see senders .*SM59, STRUST/],
  ['that is not valid yet', encodeURIComponent(early.pem), /CN=Early .* is not valid before /],
  ['that cannot be read', 'MIIB', /passed on as client certificate cannot be read/],
  ['that is no text of an address', '%zz', /passed on as client certificate cannot be read/],
  ['that comes twice, once from the client itself', [escaped, escaped], /X-Client-Certificate came more than once/i],
  ['that is empty', '', /User or password is wrong or missing/],
  ['that Apache says is none', '%28null%29', /User or password is wrong or missing/],
]

for (const [claim, header, says] of refused) {
  test(`a certificate ${claim} is answered 401 with a sentence`, async (t) => {
    const { ask } = await channel(t)
    const { status, body } = await ask({ 'x-client-certificate': header })
    assert.equal(status, 401)
    assert.match(body, says)
  })
}

test('only a proxy that is trusted passes on certificates', async (t) => {
  const { ask } = await channel(t, (address) => address === '192.0.2.1')
  assert.equal((await ask({ 'x-client-certificate': escaped })).status, 401)
})

test('without the setting the header counts for nothing', async (t) => {
  const { ask } = await channel(t, 'no header')
  assert.equal((await ask({ 'x-client-certificate': escaped })).status, 401)
})

test('clients that share the connection of the proxy are each told by their own certificate', async (t) => {
  const { ask } = await channel(t)
  for (let turn = 0; turn < 3; turn++) {
    assert.equal((await ask({ 'x-client-certificate': escaped })).status, 200)
    assert.equal((await ask({ 'x-client-certificate': encodeURIComponent(other.pem) })).status, 401)
    assert.equal((await ask({})).status, 401)
    assert.equal((await ask(basic('SECOND', 'right'), '/idoc/S4HCLNT200')).status, 200)
  }
})

test('a certificate and the one that takes over from it are both the same sender', async (t) => {
  const { ask } = await channel(t)
  assert.equal((await ask({ 'x-client-certificate': encodeURIComponent(successor.pem) })).status, 200)
})

test('a password that comes with a certificate has to be right', async (t) => {
  const { ask } = await channel(t)
  assert.equal((await ask({ ...basic('SECOND', 'wrong'), 'x-client-certificate': escaped })).status, 401)
  assert.equal((await ask({ ...basic('SAP', 'undefined'), 'x-client-certificate': escaped })).status, 401)
})

/** One whose sender SAP has certificates only, SECOND a password only; all is asked on one connection. */
async function channel(t: TestContext, isProxy: ((address: string) => boolean) | 'no header' = () => true) {
  const certificates = [known, successor, ended, early].map(({ certificate }) => certificate)
  const all = [
    { system: 'S4HCLNT100', user: 'SAP', certificates },
    { system: 'S4HCLNT200', user: 'SECOND', password: 'right' },
  ]
  const passedOn = isProxy === 'no header' ? undefined : { header: 'x-client-certificate', isProxy }
  const senders = new Senders(all, new GuessLimit(), passedOn)
  const accept = failing(new Error('nothing is sent'))
  const options = { accept, refused() {}, senders, maxPacketBytes: 1_000_000, maxIdocBytes: 100_000 }
  const { port } = await httpChannel(t, idocHttp(options), '/idoc')
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())
  return {
    /** Asks as the connection test of SM59 does. */
    async ask(headers: Record<string, string | string[]>, path = '/idoc') {
      const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
      request(`http://127.0.0.1:${port}${path}`, { agent, headers }, resolve).on('error', reject).end()
      const answer = await promise
      return { status: answer.statusCode, body: await text(answer) }
    },
  }
}
