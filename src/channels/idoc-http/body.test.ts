import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Rejected } from '../../message/errors.ts'
import { bodyOf, wholeBody } from './body.ts'

test('the body of a request comes whole, in however many pieces it was sent', async (t) => {
  const { port, body } = await listening(t)
  const socket = connect(port, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345')
  setImmediate(() => socket.write('67890'))
  assert.equal(Buffer.from(await body).toString(), '1234567890')
})

test('a sender that breaks off is told from one that has sent all', async (t) => {
  const { port, body } = await listening(t)
  const socket = connect(port, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345', () => setImmediate(() => socket.destroy()))
  await assert.rejects(body, (error) => {
    assert.ok(error instanceof Rejected)
    assert.match(error.message, /broke off after \d bytes; nothing was stored/)
    return true
  })
})

for (const [claim, read] of [
  ['at once', (request: IncomingMessage) => wholeBody(request, 50)],
  ['piece by piece', async (request: IncomingMessage) => Buffer.concat(await Array.fromAsync(bodyOf(request, 100, 50)))],
] as const) {
  test(`a sender that stands still is not waited for for ever, when the body is read ${claim}`, async (t) => {
    const { port, body } = await listening(t, read)
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    t.after(() => socket.destroy())
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345')
    await assert.rejects(body, (error) => {
      assert.ok(error instanceof Rejected)
      assert.match(error.message, /^Nothing came for 1 seconds after 5 bytes; nothing was stored/)
      return true
    })
  })

  test(`a sender that is slow but goes on is waited for, when the body is read ${claim}`, async (t) => {
    const { port, body } = await listening(t, read)
    const socket = connect(port, '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n')
    for (const digit of '1234567890') {
      socket.write(digit)
      await pause(20)
    }
    assert.equal(Buffer.from(await body).toString(), '1234567890')
  })
}

/** The body of the first request to a server of its own. */
async function listening(
  t: { after(done: () => void): void },
  read: (request: IncomingMessage) => Promise<Uint8Array> = wholeBody,
) {
  const body = Promise.withResolvers<Uint8Array>()
  const server = createServer((request, response) => {
    body.resolve(read(request))
    body.promise.then(() => response.end()).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, body: body.promise }
}
