import assert from 'node:assert/strict'
import test from 'node:test'
import { created, found, object, write } from '../../../test/support/account-writes.ts'
import { error, recordedDataverse } from '../../../test/support/recorded-dataverse.ts'
import { tokenAuthority } from '../../../test/support/token-authority.ts'
import { Misconfigured, Rejected, Unavailable } from '../../message/errors.ts'

test('of an object with an error nothing is written, and it spoils no other', async (t) => {
  const { channel, asked } = await recordedDataverse(t, ({ path }) =>
    path.includes("'bad'") ? error(400, '0x80044331', 'too long') : created,
  )
  const bad = object([
    write({ key: { accountnumber: '1' } }),
    write({ key: { accountnumber: 'bad' } }),
    write({ key: { accountnumber: '3' } }),
  ])
  const results = await channel.write([bad, object([write()], 'key', 'other')])
  assert.deepEqual(results[0]?.rows, [])
  assert.ok(results[0]?.error instanceof Rejected)
  assert.match(results[0].error.message, /accountnumber=bad: too long/)
  assert.equal(results[1]?.error, undefined)
  assert.ok(!asked.some(({ path }) => path.includes("'3'")))
})

test('results come in the order of the objects, and never more than maxConcurrency are under way', async (t) => {
  let running = 0
  let most = 0
  const { channel, server } = await recordedDataverse(t, ({ method }) => (method === 'GET' ? found() : created), {
    maxConcurrency: 4,
  })
  server.prependListener('request', (_, response) => {
    most = Math.max(most, ++running)
    response.on('close', () => running--)
  })
  const results = await channel.write(
    Array.from({ length: 60 }, (_, n) => object([write({ key: { accountnumber: `${n}` } })], 'key', `${n}`)),
  )
  assert.deepEqual(
    results.map(({ rows }) => rows[0]?.key.accountnumber),
    Array.from({ length: 60 }, (_, n) => `${n}`),
  )
  assert.ok(most <= 4, `${most} at once`)
})

test('Dataverse answers 429, to a batch or to a part of one, and the connection stays quiet as long as it was told', async (t) => {
  const throttled = error(429, '0x80072322', 'Number of requests exceeded', { 'retry-after': '300' })
  for (const where of ['part', 'whole']) {
    const { channel, sent } = await recordedDataverse(t, () => throttled, {
      answerWhole: () => (where === 'whole' ? throttled : undefined),
      batchSize: 10,
      maxConcurrency: 1,
    })
    const objects = Array.from({ length: 50 }, (_, n) => object([write()], 'key', `${n}`))
    const results = await channel.write([...objects])
    assert.equal(sent.length, 1)
    for (const { error } of results) {
      assert.ok(error instanceof Unavailable)
      assert.ok((error.retryAfter ?? 0) > 290_000 && (error.retryAfter ?? 0) <= 300_000)
      assert.equal(error.code, '0x80072322')
    }
  }
})

test('a dropped connection and a server that is away are tried again', async (t) => {
  const { channel, server } = await recordedDataverse(t, () => undefined)
  const [dropped] = await channel.write([object([write()])])
  assert.ok(dropped?.error instanceof Unavailable && dropped.error.isOfTheWay)
  assert.match(
    dropped.error.message,
    /^127\.0\.0\.1:\d+ was reached, but the connection ended before the whole answer was there \(.+\)\. Whether it was done is not known, and every write may be repeated\. It is tried again$/,
  )
  const [looked] = await channel.write([object([write()], 'check')])
  assert.match(looked?.error?.message ?? '', /was reached, .*there \(.+\)\. It is tried again$/)
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  const [away] = await channel.write([object([write()])])
  assert.ok(away?.error instanceof Unavailable)
  assert.match(away.error.message, /127\.0\.0\.1:\d+ cannot be reached/)
})

test('an answer that does not come in time is tried again', async (t) => {
  const { channel, server } = await recordedDataverse(t, () => created, { timeoutMs: 50 })
  server.removeAllListeners('request')
  const [result] = await channel.write([object([write()])])
  assert.ok(result?.error instanceof Unavailable)
  assert.match(result.error.message, /was reached, .*Whether it was done is not known/)
})

test('an environment whose certificate nobody vouches for names the setting, and not what Node.js would do', async (t) => {
  const { url } = await tokenAuthority(t, () => ({ status: 200, body: {} }))
  const { channel } = await recordedDataverse(t, () => undefined, { url })
  const [result] = await channel.write([object([write()])])
  assert.ok(result?.error instanceof Misconfigured)
  assert.match(
    result.error.message,
    /^localhost:\d+: its TLS certificate is not trusted \([^()]*\)\. Name the PEM file of its authority in dataverse\.caFile/,
  )
  assert.doesNotMatch(result.error.message, /--use-system-ca/)
})

test('a refused token is replaced once, then the settings are to blame', async (t) => {
  const { channel, asked } = await recordedDataverse(t, ({ headers }) =>
    headers.authorization === 'Bearer token-2' ? created : { status: 401, headers: { 'www-authenticate': 'Bearer' } },
  )
  const [result] = await channel.write([object([write()])])
  assert.equal(result?.error, undefined)
  assert.deepEqual(
    asked.map(({ headers }) => headers.authorization),
    ['Bearer token-1', 'Bearer token-2'],
  )
  const refusing = await recordedDataverse(t, () => ({ status: 401 }), { maxConcurrency: 1 })
  const results = await refusing.channel.write([object([write()]), object([write()], 'key', 'next')])
  assert.deepEqual(
    results.map(({ error }) => error?.name),
    ['Misconfigured', 'Misconfigured'],
  )
  assert.equal(refusing.asked.length, 2)
})

test('every request is told to whoever counts them', async (t) => {
  const made: string[] = []
  const { channel } = await recordedDataverse(t, () => created, {
    onRequest: ({ method, table, status, milliseconds }) => made.push(`${method} ${table} ${status} ${milliseconds >= 0}`),
  })
  await channel.write([object([write()])])
  assert.deepEqual(made, ['PATCH account 201 true'])
})
