import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { basic } from '../../../test/support/credentials.ts'
import { idoc, idocHttpChannel, packet } from '../../../test/support/idoc-http-channel.ts'
import { parseIdoc } from '../../idoc/parse-one.ts'
import type { Arrival } from '../../message/arrival.ts'

test('a packet of two IDocs becomes two arrivals and one answer that names their messages', async (t) => {
  const channel = await idocHttpChannel(t)
  const response = await channel.post(packet(idoc('1'), idoc('2')))
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^text\/xml/)
  assert.equal(
    await response.text(),
    '<?xml version="1.0" encoding="UTF-8"?>\n<Landbridge>' +
      '<Idoc><DOCNUM>0000000000000001</DOCNUM><MessageId>message-1</MessageId><Repeated>false</Repeated></Idoc>' +
      '<Idoc><DOCNUM>0000000000000002</DOCNUM><MessageId>message-2</MessageId><Repeated>false</Repeated></Idoc>' +
      '</Landbridge>\n',
  )
  const [first] = channel.stored
  assert.deepEqual(
    { ...first, payload: undefined, document: undefined },
    {
      channel: 'idoc-http',
      system: 'S4HCLNT100',
      identity: 'idoc/S4HCLNT100/100/0000000000000001',
      idoc: '0000000000000001',
      type: 'DEBMAS07',
      version: '20240501120000/0000000000000001',
      contentType: 'text/xml',
      payload: undefined,
      document: undefined,
    },
  )
  assert.deepEqual(parseIdoc((first as Arrival).payload, 'text/xml').header, (first as Arrival).document.header)
})

test('the connection test of SM59 tells whether the logon data are right, and stores nothing', async (t) => {
  const channel = await idocHttpChannel(t)
  const ask = async (user: string, path = '/idoc') => {
    const authorization = `Basic ${Buffer.from(user).toString('base64')}`
    const answer = await fetch(`http://127.0.0.1:${channel.port}${path}`, { headers: { authorization } })
    return [answer.status, await answer.text()] as const
  }
  assert.deepEqual((await ask('S4HCLNT100:sandbox'))[0], 200)
  assert.match(
    (await ask('S4HCLNT100:sandbox', '/idoc/S4HCLNT100'))[1],
    /^Landbridge is here, user and password, or the client certificate, are right/,
  )
  assert.deepEqual((await ask('S4HCLNT100:wrong'))[0], 401)
  assert.deepEqual((await ask('S4HCLNT100:sandbox', '/idoc/S4HCLNT200'))[0], 403)
  assert.equal(channel.stored.length, 0)
})

test('an IDoc that comes again is answered with the message it became the first time', async (t) => {
  const channel = await idocHttpChannel(t)
  await channel.post(packet(idoc('1')))
  const response = await channel.post(packet(idoc('1')))
  assert.equal(response.status, 200)
  assert.match(await response.text(), /<MessageId>message-1<\/MessageId><Repeated>true<\/Repeated>/)
  assert.equal(channel.stored.length, 1)
})

test('a packet of one IDoc is kept byte by byte as it was received', async (t) => {
  const channel = await idocHttpChannel(t)
  const body = Buffer.from(`\ufeff${packet(idoc('7'))}\r\n<!-- end -->`, 'utf8')
  assert.equal((await channel.post(body, { 'content-type': 'application/x-sap.idoc' })).status, 200)
  assert.deepEqual(Buffer.from(channel.stored[0]?.payload ?? []), body)
})

for (const path of ['/idoc', '/idoc/S4HCLNT100']) {
  for (const type of ['text/xml; charset=utf-8', 'application/xml', 'Application/X-SAP.IDoc']) {
    test(`POST ${path} takes ${type}`, async (t) => {
      const channel = await idocHttpChannel(t)
      assert.equal((await channel.post(packet(idoc('1')), { 'content-type': type }, path)).status, 200)
    })
  }
}

test('a password with umlaut and colon is understood', async (t) => {
  const channel = await idocHttpChannel(t)
  const body = packet(idoc('1')).replace('>S4HCLNT100<', '>S4HCLNT200<')
  assert.equal((await channel.post(body, basic('second', 'pässword:2'), '/idoc/S4HCLNT200')).status, 200)
})

test('a packet in pieces is taken without a length', async (t) => {
  const channel = await idocHttpChannel(t)
  const pieces = Readable.from(Array.from(packet(idoc('1'), idoc('2')), (character) => Buffer.from(character)))
  assert.equal((await channel.post(pieces)).status, 200)
  assert.deepEqual(
    channel.stored.map((arrival) => arrival.idoc),
    ['0000000000000001', '0000000000000002'],
  )
})
