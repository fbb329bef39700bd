import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { clientCertificate } from '../../../test/support/client-certificate.ts'
import { basic } from '../../../test/support/credentials.ts'
import { failing } from '../../../test/support/failing.ts'
import { httpChannel } from '../../../test/support/http-channel.ts'
import { idoc, idocHttpChannel, packet } from '../../../test/support/idoc-http-channel.ts'
import { GuessLimit } from '../../access/guess-limit.ts'
import { Rejected } from '../../message/errors.ts'
import type { Refusal } from '../../message/refusal.ts'
import { idocHttp } from './idoc-http.ts'
import { Senders } from './senders.ts'

const broken = packet(idoc('710002'), '<IDOC/>')

test('what is refused of a sender is noted with user, system, address and the number of the first IDoc, and nothing else of it', async (t) => {
  const channel = await idocHttpChannel(t)
  await channel.post(broken, { 'x-forwarded-for': '192.0.2.7' })
  const [{ reason = '', ...noted } = {}] = channel.refused
  assert.match(reason, /no control record/)
  const from = { sender: 'S4HCLNT100', system: 'S4HCLNT100', from: '192.0.2.7' }
  assert.deepEqual(noted, { channel: 'idoc-http', ...from, status: 400, document: '0000000000710002' })
})

for (const [claim, body, headers] of [
  ['in pieces', new Blob([broken]).stream(), {}],
  ['compressed', gzipSync(broken), { 'content-encoding': 'gzip' }],
  ['in UTF-16', Buffer.from(`\ufeff${broken.replace('UTF-8', 'UTF-16')}`, 'utf16le'), {}],
] as const) {
  test(`the number of its first IDoc is noted of a packet that came ${claim}`, async (t) => {
    const channel = await idocHttpChannel(t)
    await channel.post(body, headers)
    assert.deepEqual(
      channel.refused.map(({ document }) => document),
      ['0000000000710002'],
    )
  })
}

test('a wrong password is noted with the sender it was for, a name nobody here has is not, nor any password', async (t) => {
  const channel = await idocHttpChannel(t)
  for (const headers of [basic('second', 'hidden'), basic('hidden', 'hidden'), { authorization: '' }]) {
    assert.equal((await channel.post(packet(idoc('1')), headers)).status, 401)
  }
  assert.deepEqual(
    channel.refused.map(({ sender, system }) => [sender, system]),
    [
      ['second', 'S4HCLNT200'],
      [undefined, undefined],
      [undefined, undefined],
    ],
  )
  assert.doesNotMatch(JSON.stringify(channel.refused), /hidden/)
})

test('a sender that is shut out, and one that sends for another system, are noted as themselves', async (t) => {
  const channel = await idocHttpChannel(t)
  assert.equal((await channel.post(packet(idoc('1')), {}, '/idoc/S4HCLNT200')).status, 403)
  for (let guess = 0; guess < 10; guess++) await channel.post(packet(idoc('1')), basic('S4HCLNT100', `guess ${guess}`))
  assert.equal((await channel.post(packet(idoc('1')))).status, 429)
  const [first, last] = [channel.refused[0], channel.refused.at(-1)]
  assert.deepEqual([first?.status, first?.system, last?.status, last?.system], [403, 'S4HCLNT100', 429, 'S4HCLNT100'])
})

test('a certificate that ended is noted as that of its sender', async (t) => {
  const ended = await clientCertificate('CN=Ended', { curve: 'P-256', days: [-3, -1] })
  const { ask, refused } = await channelOf(t, [{ system: 'S4HCLNT100', user: 'SAP', certificates: [ended.certificate] }])
  assert.equal((await ask('/idoc', { 'x-client-certificate': encodeURIComponent(ended.pem) })).status, 401)
  assert.deepEqual(
    refused.map(({ sender, system }) => [sender, system]),
    [['SAP', 'S4HCLNT100']],
  )
})

test('of a user that sends for several systems the address tells which, if anything does', async (t) => {
  const { ask, refused } = await channelOf(t, [
    { system: 'S4HCLNT100', user: 'SAP', password: 'right' },
    { system: 'S4HCLNT200', user: 'SAP', password: 'right' },
  ])
  for (const path of ['/idoc', '/idoc/S4HCLNT200']) assert.equal((await ask(path, basic('SAP', 'right'))).status, 400)
  assert.deepEqual(
    refused.map(({ system }) => system),
    [undefined, 'S4HCLNT200'],
  )
})

test('who only tries the connection brings no packet, and nothing is noted', async (t) => {
  const channel = await idocHttpChannel(t)
  const answer = await fetch(`http://127.0.0.1:${channel.port}/idoc`, { headers: basic('S4HCLNT100', 'wrong') })
  assert.deepEqual([answer.status, channel.refused], [401, []])
})

async function channelOf(t: TestContext, known: ConstructorParameters<typeof Senders>[0]) {
  const refused: Refusal[] = []
  const senders = new Senders(known, new GuessLimit(), { header: 'x-client-certificate', isProxy: () => true })
  const told = { accept: failing(new Rejected('No')), refused: (refusal: Refusal) => void refused.push(refusal) }
  const { port } = await httpChannel(t, idocHttp({ ...told, senders, maxPacketBytes: 100_000, maxIdocBytes: 100_000 }), '/idoc')
  return {
    refused,
    ask: (path: string, headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml', ...headers },
        body: packet(idoc('1')),
      }),
  }
}
