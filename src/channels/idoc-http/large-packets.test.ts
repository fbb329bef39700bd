import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { basic } from '../../../test/support/credentials.ts'
import { idoc, idocHttpChannel, packet, readingChannel } from '../../../test/support/idoc-http-channel.ts'
import type { Accept } from '../../message/arrival.ts'
import { Rejected, Unavailable } from '../../message/errors.ts'

const megabyte = 1024 * 1024

for (const [claim, start, status] of [
  ['an error at its start', '<A><B></A>', 400],
  ['a wrong password', undefined, 401],
  ['a store that goes away half way', packet(idoc('1'), idoc('2')).slice(0, -12), 503],
] as const) {
  test(`a sender that writes 200 MB before it looks for an answer gets the ${status} for ${claim}`, {
    timeout: 120_000,
  }, async (t) => {
    const afterTheFirst: Accept = async (arrivals) => {
      for await (const _ of arrivals) break
      throw new Unavailable('The store is away')
    }
    const accept = status === 503 ? afterTheFirst : undefined
    const channel = await idocHttpChannel(t, accept, { maxPacketBytes: 300 * megabyte })
    const password = status === 401 ? 'wrong' : 'sandbox'
    const answer = await wholeExchange(channel.port, password, start ?? '', 200)
    assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `))
    assert.match(answer, /<Error>/)
  })
}

test('a packet said to be too large is refused by its length', async (t) => {
  const channel = await idocHttpChannel(t)
  const answer = await wholeExchange(channel.port, 'sandbox', '<A>', 5)
  assert.match(answer, /^HTTP\/1.1 413 /)
  assert.match(answer, /The packet is larger than 4194304 bytes/)
})

test('a packet far larger than what is drained is refused all the same', { timeout: 120_000 }, async (t) => {
  const channel = await idocHttpChannel(t)
  const answer = await answerWhileWriting(channel.port, 64)
  assert.match(answer, /^HTTP\/1.1 413 /)
  assert.match(answer, /connection: close/i)
})

test('a sender that breaks off half way through a large packet has nothing stored', { timeout: 120_000 }, async (t) => {
  const { port, failed } = await readingChannel(t)
  const socket = connect(port, '127.0.0.1')
  socket.write(`${head('sandbox', 3 * megabyte)}${packet(idoc('1'), idoc('2'))}`, () => socket.destroy())
  const error = await failed
  assert.ok(error instanceof Rejected)
  assert.match(error.message, /broke off after \d+ bytes; nothing was stored/)
})

/** Writes the whole request first and reads then, as SAP's client does. */
async function wholeExchange(port: number, password: string, start: string, megabytes: number): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const answer = Promise.withResolvers<string>()
  const write = async (bytes: string | Buffer) => {
    if (!socket.write(bytes)) await once(socket, 'drain')
  }
  socket.on('error', answer.reject)
  await write(head(password, start.length + megabytes * megabyte) + start)
  for (let sent = 0; sent < megabytes; sent++) await write(Buffer.alloc(megabyte, ' '))
  socket.once('data', (bytes) => answer.resolve(bytes.toString()))
  return answer.promise.finally(() => socket.destroy())
}

/** Writes and reads at the same time, as most clients do. */
async function answerWhileWriting(port: number, megabytes: number): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  const answer = once(socket, 'data')
  socket.write(head('sandbox', megabytes * megabyte))
  for (let sent = 0; sent < megabytes && !socket.destroyed; sent++) socket.write(Buffer.alloc(megabyte, ' '))
  return answer.then(([bytes]) => bytes.toString()).finally(() => socket.destroy())
}

function head(password: string, length: number): string {
  const { authorization } = basic('S4HCLNT100', password)
  return `POST /idoc HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nAuthorization: ${authorization}\r\nContent-Length: ${length}\r\n\r\n`
}
