import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { freePort } from '../../src/store/embedded/free-port.ts'
import { findPort, ownPort } from './own-port.ts'

test('a port that somebody listens at is passed over', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const { port: taken } = server.address() as AddressInfo
  const free = await freePort()
  const candidates = [taken, free]
  assert.equal(await findPort(() => candidates.shift() ?? free), free)
})

test('a test file has one port, below those that a system gives out by itself', async () => {
  const port = await ownPort()
  assert.equal(await ownPort(), port)
  assert.ok(port >= 10_000 && port < 32_768, `${port}`)
})
