import assert from 'node:assert/strict'
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

async function channels(t: TestContext) {
  const known = [
    { system: 'S4HCLNT100', user: 'SAP', password: 'right' },
    { system: 'S4HCLNT200', user: 'OTHER', password: 'right too' },
  ]
  const accept = failing(new Error('nothing is sent'))
  const options = { accept, senders: new Senders(known, new GuessLimit()), maxPacketBytes: 1_000_000, maxIdocBytes: 100_000 }
  const { port } = await httpChannel(
    t,
    async (app) => {
      await app.register(idocHttp(options))
      await app.register(idocSoap(options))
      await app.register(xiHttp({ ...options, outcome: () => Promise.reject(new Error('nothing is sent')) }))
    },
    '/idoc',
  )
  return {
    /** Asks as the connection test of SM59 does. */
    ask: (headers: { authorization: string }, { path = '/idoc', from = '10.0.0.1' } = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { ...headers, 'x-forwarded-for': from } }),
  }
}
