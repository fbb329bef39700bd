import assert from 'node:assert/strict'
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { basic } from '../../../test/support/credentials.ts'
import { failing } from '../../../test/support/failing.ts'
import { httpChannel } from '../../../test/support/http-channel.ts'
import { GuessLimit } from '../../access/guess-limit.ts'
import { idocSoap } from '../idoc-soap/idoc-soap.ts'
import { xiHttp } from '../xi-http/xi-http.ts'
import { idocHttp } from './idoc-http.ts'
import { Senders } from './senders.ts'

test('after ten different wrong passwords of a user none is looked at any more, not even the right one', async (t) => {
  const { ask } = await channels(t)
  for (let guess = 0; guess < 10; guess++) assert.equal((await ask(basic('SAP', `guess ${guess}`))).status, 401)
  const shutOut = await ask(basic('SAP', 'right'))
  assert.equal(shutOut.status, 429)
  assert.equal(shutOut.headers.get('www-authenticate'), null)
  const seconds = Number(shutOut.headers.get('retry-after'))
  assert.ok(seconds > 200 && seconds <= 300, `${seconds}`)
  assert.match(
    await shutOut.text(),
    /<Error>Too many different passwords from 10\.0\.0\.1 were wrong; .* for \d+ seconds\. Check .*SM59.*send again\.<\/Error>/,
  )
})

test('who is shut out at one channel is shut out at all of them', async (t) => {
  const { ask } = await channels(t)
  for (let guess = 0; guess < 10; guess++) await ask(basic('SAP', `guess ${guess}`), { path: '/xi' })
  for (const path of ['/idoc', '/idoc-soap', '/xi']) assert.equal((await ask(basic('SAP', 'right'), { path })).status, 429, path)
})

test('somebody else, or the same user from another address, is let in meanwhile', async (t) => {
  const { ask } = await channels(t)
  for (let guess = 0; guess < 10; guess++) await ask(basic('SAP', `guess ${guess}`))
  assert.equal((await ask(basic('OTHER', 'right too'))).status, 200)
  assert.equal((await ask(basic('SAP', 'right'), { from: '10.0.0.2' })).status, 200)
})

test('a hundred wrong passwords of many users shut out their address', async (t) => {
  const { ask } = await channels(t)
  for (let guess = 0; guess < 100; guess++) assert.equal((await ask(basic(`user ${guess}`, 'right'))).status, 401)
  assert.equal((await ask(basic('SAP', 'right'))).status, 429)
})

test('an S/4HANA that still has the old password is told so each time, and gets in at once with the new one', async (t) => {
  const { ask } = await channels(t)
  for (let count = 0; count < 150; count++) assert.equal((await ask(basic('SAP', 'old'))).status, 401)
  assert.equal((await ask(basic('OTHER', 'right too'))).status, 200)
  assert.equal((await ask(basic('SAP', 'right'))).status, 200)
})

test('a request without user and password is told so, and is no guess', async (t) => {
  const { ask } = await channels(t)
  for (let count = 0; count < 150; count++) assert.equal((await ask({ authorization: `Bearer ${count}` })).status, 401)
  assert.equal((await ask(basic('SAP', 'right'))).status, 200)
})

test('two senders that take turns on one connection are each let in as themselves', async (t) => {
  const { askOnOne } = await channels(t)
  const [sap, other] = [basic('SAP', 'right'), basic('OTHER', 'right too')]
  for (let turn = 0; turn < 3; turn++) {
    assert.equal(await askOnOne(sap, { path: '/idoc/S4HCLNT100' }), 200)
    assert.equal(await askOnOne(other, { path: '/idoc/S4HCLNT200' }), 200)
    assert.equal(await askOnOne(other, { path: '/idoc/S4HCLNT100' }), 403)
  }
})

test('on a connection on which somebody was let in, others are refused, and so is who says nothing', async (t) => {
  const { askOnOne } = await channels(t)
  for (let turn = 0; turn < 3; turn++) {
    assert.equal(await askOnOne(basic('SAP', 'right')), 200)
    assert.equal(await askOnOne(basic('SAP', 'righ')), 401)
    assert.equal(await askOnOne(basic('OTHER', 'right')), 401)
    assert.equal(await askOnOne({}), 401)
  }
})

test('on a connection that clients share, a guess is not looked at either after too many, though it was let in there before', async (t) => {
  const { askOnOne } = await channels(t)
  assert.equal(await askOnOne(basic('SAP', 'right')), 200)
  for (let guess = 0; guess < 10; guess++) assert.equal(await askOnOne(basic('SAP', `guess ${guess}`)), 401)
  assert.equal(await askOnOne(basic('SAP', 'right')), 429)
  assert.equal(await askOnOne(basic('SAP', 'right'), { from: '10.0.0.2' }), 200)
  assert.equal(await askOnOne(basic('SAP', 'right')), 429)
})

test('who was let in on a connection is not kept waiting by who guesses from another address', async (t) => {
  const { ask, askOnOne } = await channels(t)
  assert.equal(await askOnOne(basic('SAP', 'right')), 200)
  for (let guess = 0; guess < 10; guess++) await ask(basic('SAP', `guess ${guess}`), { from: '10.0.0.2' })
  assert.equal((await ask(basic('SAP', 'right'), { from: '10.0.0.2' })).status, 429)
  assert.equal(await askOnOne(basic('SAP', 'right')), 200)
})

async function channels(t: TestContext) {
  const known = [
    { system: 'S4HCLNT100', user: 'SAP', password: 'right' },
    { system: 'S4HCLNT200', user: 'OTHER', password: 'right too' },
  ]
  const accept = failing(new Error('nothing is sent'))
  const sizes = { maxPacketBytes: 1_000_000, maxIdocBytes: 100_000 }
  const options = { accept, refused() {}, senders: new Senders(known, new GuessLimit()), ...sizes }
  const { port } = await httpChannel(
    t,
    async (app) => {
      await app.register(idocHttp(options))
      await app.register(idocSoap(options))
      await app.register(xiHttp({ ...options, outcome: () => Promise.reject(new Error('nothing is sent')) }))
    },
    '/idoc',
  )
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())
  const ports = new Set<number | undefined>()
  return {
    /** The status, asked on the connection that all calls of this have in common. */
    askOnOne: async (headers: { authorization?: string }, { path = '/idoc', from = '10.0.0.1' } = {}) => {
      const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
      const url = `http://127.0.0.1:${port}${path}`
      request(url, { agent, headers: { ...headers, 'x-forwarded-for': from } }, resolve)
        .on('error', reject)
        .end()
      const answer = await promise
      ports.add(answer.socket.localPort)
      await text(answer)
      assert.equal(ports.size, 1)
      return answer.statusCode
    },
    /** Asks as the connection test of SM59 does. */
    ask: (headers: { authorization: string }, { path = '/idoc', from = '10.0.0.1' } = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { ...headers, 'x-forwarded-for': from } }),
  }
}
