import assert from 'node:assert/strict'
import test from 'node:test'
import { created, found, id, object, write } from '../../../test/support/account-writes.ts'
import { recordedDataverse, type Told } from '../../../test/support/recorded-dataverse.ts'
import { Misconfigured, Unavailable } from '../../message/errors.ts'

const page: Told = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html><title>Sign in</title><p>Your company watches this</p></html>',
}
const many = (count: number) =>
  Array.from({ length: count }, (_, n) => object([write({ key: { accountnumber: `${n}` } })], 'key', `${n}`))

for (const [claim, objects, requests] of [
  ['a row that is written', [object([write()])], ['PATCH']],
  ['a row that is changed by its GUID', [object([write({ id })])], ['PATCH']],
  ['a row that is looked for', [object([write()], 'check')], ['GET']],
  [
    'rows that are looked for together',
    [object([write()], 'check'), object([write({ key: { accountnumber: '2' } })], 'check', '2')],
    ['GET'],
  ],
  ['a bulk message', many(20), ['POST', 'POST']],
  ['a batch', many(2), ['POST']],
] as const) {
  test(`a page that a proxy answers with 200 to ${claim} is no success: nothing counts as delivered, nothing is made twice`, async (t) => {
    const { channel, sent } = await recordedDataverse(t, () => page, { answerWhole: () => page })
    const results = await channel.write(objects)
    for (const { error, rows } of results) {
      assert.ok(error instanceof Misconfigured)
      assert.match(error.message, /Sign in Your company watches this. See that dataverse\.url .* proxy/)
      assert.deepEqual(rows, [])
    }
    assert.deepEqual(
      sent.map(({ method }) => method),
      requests,
    )
  })
}

for (const [claim, told] of [
  ['nothing in it', { status: 200 }],
  ['another object in it', { status: 200, body: {} }],
  ['half a list', { status: 200, body: '{"value":[{"accountid":"1111' }],
] as const) {
  test(`to look for a row and get an answer with ${claim} is not to find none`, async (t) => {
    const { channel, asked } = await recordedDataverse(t, () => told)
    const [result] = await channel.write([object([write()], 'check')])
    assert.ok(result?.error !== undefined)
    assert.deepEqual(
      asked.map(({ method }) => method),
      ['GET'],
    )
  })
}

test('a row whose GUID is known and which was not shown is not made again', async (t) => {
  const { channel } = await recordedDataverse(t, () => ({ status: 200 }))
  await assert.rejects(
    () => channel.read({ name: 'account', set: 'accounts', id: 'accountid', key: [] }, id, ['name']),
    (error) => error instanceof Unavailable && /did not say what it has of account/.test(error.message),
  )
})

const answered = (...parts: string[]) => ({
  status: 200,
  headers: { 'content-type': 'multipart/mixed; boundary=b' },
  body: parts.map((part) => `--b\r\nContent-Type: application/http\r\n\r\n${part}`).join('\r\n'),
})
const done = `HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n{"accountid":"${id}"}`

for (const [claim, broken] of [
  ['in its status line', 'HTTP/1.1 20'],
  ['before its status line', ''],
  ['in its JSON', done.slice(0, -8)],
] as const) {
  test(`of a batch whose answer breaks off ${claim} what was answered is done, the rest is asked for again`, async (t) => {
    const { channel, sent } = await recordedDataverse(t, () => created, {
      hasBulk: false,
      answerWhole: (_, count) => (count === 1 ? answered(done, broken) : undefined),
    })
    const [first, second] = await channel.write(many(2))
    assert.deepEqual([first?.error, first?.rows[0]?.id], [undefined, id])
    assert.ok(second?.error instanceof Unavailable, String(second?.error))
    assert.deepEqual(second.rows, [])
    assert.equal(sent.length, 1)
  })
}

test('a change set that is answered with fewer parts than it has requests may be done or not, and is asked for again', async (t) => {
  const nested = `--c\r\nContent-Type: application/http\r\nContent-ID: 1\r\n\r\n${done}\r\n--c--`
  const { channel } = await recordedDataverse(t, () => found(id), {
    answerWhole: () => ({
      ...answered(),
      body: `--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n${nested}\r\n--b--\r\n`,
    }),
  })
  const [result] = await channel.write([object([write(), write({ key: { accountnumber: '2' } })])])
  assert.ok(result?.error instanceof Unavailable, String(result?.error))
  assert.match(result.error.message, /gave no answer to what it was asked/)
})
