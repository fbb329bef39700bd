import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { asSap } from '../../../test/support/credentials.ts'
import { idoc, idocHttpChannel, packet, readingChannel } from '../../../test/support/idoc-http-channel.ts'
import { debmas } from '../../../test/support/idocs.ts'
import { receiving } from '../../../test/support/receiving.ts'
import { soapChannel } from '../../../test/support/soap-channel.ts'
import { soapIdoc } from '../../../test/support/soap-idocs.ts'
import { xiChannel } from '../../../test/support/xi-channel.ts'
import { xiMessage } from '../../../test/support/xi-messages.ts'
import { Rejected } from '../../message/errors.ts'

const gzip = { 'content-encoding': 'gzip' }
const megabyte = 1024 * 1024

for (const coding of ['gzip', 'x-gzip', ' GZIP ']) {
  test(`a packet compressed as '${coding}' is stored as it was before`, async (t) => {
    const channel = await idocHttpChannel(t)
    const sent = packet(idoc('1'), idoc('2', 'x'.repeat(500_000)))
    assert.equal((await channel.post(gzipSync(sent), { 'content-encoding': coding })).status, 200)
    const compressed = channel.stored.splice(0)
    assert.equal((await channel.post(sent)).status, 200)
    assert.deepEqual(compressed, channel.stored)
  })
}

test('an XI message and an IDoc in SOAP may be compressed as well', async (t) => {
  const xi = await xiChannel(t)
  const message = xiMessage()
  assert.equal((await xi.post({ ...message, body: gzipSync(message.body) }, gzip)).status, 200)
  assert.equal(Buffer.from(xi.arrivals[0]?.payload ?? []).toString(), message.body)

  const { accept, stored } = await receiving()
  const soap = await soapChannel(t, accept)
  const envelope = soapIdoc(debmas({ docnum: 1, customer: 4711 }))
  assert.equal((await soap.post(gzipSync(envelope), gzip)).status, 200)
  assert.deepEqual((await stored())[0]?.payload, Buffer.from(envelope))
})

const whole = gzipSync(packet(idoc('1'), idoc('2')))
for (const [claim, body] of [
  ['is none', packet(idoc('1'))],
  ['ends early', whole.subarray(0, -12)],
  ['has other bytes in its middle', Buffer.concat([whole.subarray(0, 100), Buffer.alloc(50), whole.subarray(150)])],
] as const) {
  test(`gzip that ${claim} is refused, and nothing is stored`, async (t) => {
    const channel = await idocHttpChannel(t)
    const answer = await channel.post(body, gzip)
    assert.equal(answer.status, 400)
    assert.match(await answer.text(), /The body is not gzip, as its Content-Encoding says, or not all of it, after \d+ bytes/)
    assert.deepEqual(channel.stored, [])
    assert.equal((await channel.post(packet(idoc('1')))).status, 200)
  })
}

test('what becomes larger than the limits allow is refused while it is taken apart', async (t) => {
  const bomb = gzipSync(packet(...Array(9).fill(idoc('1', 'x'.repeat(megabyte / 2)))))
  assert.ok(bomb.length < 50_000)
  const idocs = await idocHttpChannel(t)
  const refused = await idocs.post(bomb, gzip)
  assert.equal(refused.status, 413)
  assert.match(await refused.text(), /larger than 4194304 bytes \(maxPacketBytes\)/)
  assert.deepEqual(idocs.stored, [])

  const xi = await xiChannel(t)
  const message = xiMessage({ payload: `<A>${'x'.repeat(300_000)}</A>` })
  const tooLarge = await xi.post({ ...message, body: gzipSync(message.body) }, gzip)
  assert.equal(tooLarge.status, 413)
  assert.match(await tooLarge.text(), /larger than 262144 bytes \(maxIdocBytes\)/)
})

test('a sender that goes on after it was refused gets its answer, and the connection is used again', async (t) => {
  const channel = await idocHttpChannel(t)
  const socket = connect(channel.port, '127.0.0.1')
  t.after(() => socket.destroy())
  const send = (body: Buffer) => {
    socket.write(headOf(body))
    socket.write(body)
  }
  send(Buffer.concat([gzipSync('<A><B></A>'), Buffer.alloc(2 * megabyte)]))
  assert.match(String(await once(socket, 'data')), /^HTTP\/1\.1 400 .*unexpected close tag/s)
  send(whole)
  assert.match(String(await once(socket, 'data')), /^HTTP\/1\.1 200 /)
  assert.equal(channel.stored.length, 2)
})

test('a sender that breaks off within a compressed packet has nothing stored', async (t) => {
  const { port, failed } = await readingChannel(t)
  const socket = connect(port, '127.0.0.1')
  socket.write(headOf(whole))
  socket.write(whole.subarray(0, 100), () => setTimeout(() => socket.destroy(), 50))
  const error = await failed
  assert.ok(error instanceof Rejected)
  assert.match(error.message, /broke off after \d+ bytes; nothing was stored/)
})

function headOf({ length }: Buffer): string {
  const head = { host: 'x', 'content-type': 'text/xml', 'content-length': length, ...gzip, ...asSap }
  return `POST /idoc HTTP/1.1\r\n${Object.entries(head)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`
}
