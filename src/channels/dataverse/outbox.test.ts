import assert from 'node:assert/strict'
import test from 'node:test'
import { created, id, object, otherId, updated, write } from '../../../test/support/account-writes.ts'
import { type Asked, error, recordedDataverse } from '../../../test/support/recorded-dataverse.ts'
import { Rejected, Unavailable } from '../../message/errors.ts'

const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) => object([write({ key: { accountnumber: `${n}` } })], 'key', `${n}`))
const tooLong = error(400, '0x80044331', 'too long')
const isFor = ({ path, text }: Asked, ...numbers: number[]) =>
  numbers.some((number) => path.includes(`'${number}'`) || text.includes(`'${number}'`))

test('many objects go as few requests, each object of several rows as a change set', async (t) => {
  const { channel, sent, asked } = await recordedDataverse(t, () => created, { hasBulk: false })
  const contact = write({ key: { accountnumber: 'second' } })
  const results = await channel.write([...numbered(150), object([write(), contact])])
  assert.ok(results.every((result) => result.error === undefined))
  assert.deepEqual([results[150]?.rows.length, sent.length, asked.length], [2, 2, 152])
  assert.equal(sent[0]?.headers.prefer, 'odata.continue-on-error')
  assert.equal(sent.at(-1)?.text.match(/multipart\/mixed; boundary="changeset_/g)?.length, 1)
  assert.ok(
    sent.every(({ text }) => !/[^\r]\n/.test(text) && text.endsWith('--\r\n')),
    'every line ends with CRLF',
  )
})

test('one bad object of a batch costs only itself, and is told why', async (t) => {
  const { channel, sent } = await recordedDataverse(t, (asked) => (isFor(asked, 7) ? tooLong : created), { hasBulk: false })
  const results = await channel.write(numbered(20))
  assert.deepEqual(
    results.flatMap(({ error }, index) => (error === undefined ? [] : [`${index} ${error.name} ${error.code}`])),
    ['7 Rejected 0x80044331'],
  )
  assert.match(results[7]?.error?.message ?? '', /accountnumber=7: too long/)
  assert.equal(sent.length, 1)
})

test('a batch that is refused as a whole goes again by halves, until who is to blame is found', async (t) => {
  const { channel } = await recordedDataverse(t, (asked) => (isFor(asked, 3) ? tooLong : created), {
    answerWhole: (batch) => (isFor(batch, 3) ? tooLong : undefined),
  })
  const results = await channel.write(numbered(8))
  assert.deepEqual(
    results.map(({ error }) => error instanceof Rejected),
    [0, 1, 2, 3, 4, 5, 6, 7].map((n) => n === 3),
  )
})

for (const [status, code, text] of [
  [404, '0x8006088a', "Resource not found for the segment 'UpsertMultiple'."],
  [404, '0x80060888', "Resource not found for the segment 'Microsoft.Dynamics.CRM.UpsertMultiple'."],
  [501, '0x80040216', 'UpsertMultiple has not yet been implemented.'],
  [400, '0x80040800', 'The message is not known to this entity.'],
  [400, '', "The 'UpsertMultiple' method does not support entities of type 'account'."],
] as const) {
  test(`a table whose bulk message is answered with ${status} '${text}' is asked for it once, then its rows go as a batch`, async (t) => {
    const { channel, sent } = await recordedDataverse(t, ({ path }) =>
      path.includes('Multiple') ? error(status, code, text) : created,
    )
    for (let round = 0; round < 2; round++) {
      const results = await channel.write(numbered(20))
      assert.ok(results.every((result) => result.error === undefined))
    }
    assert.deepEqual(
      sent.map(({ path }) => path),
      ['accounts/Microsoft.Dynamics.CRM.UpsertMultiple', '$batch', '$batch'],
    )
  })
}

test('one row on which a plug-in breaks down each time keeps no other of the same bulk message waiting', async (t) => {
  const broken = error(500, '0x80040224', 'An unexpected error occurred')
  const { channel, sent } = await recordedDataverse(t, (asked) => (isFor(asked, 7) ? broken : created))
  const results = await channel.write(numbered(20))
  assert.deepEqual(
    results.flatMap(({ error }, index) => (error === undefined ? [] : [`${index} ${error.name} ${error.code}`])),
    ['7 Unavailable 0x80040224'],
  )
  assert.deepEqual(
    sent.map(({ path }) => path),
    ['accounts/Microsoft.Dynamics.CRM.UpsertMultiple', '$batch'],
  )
})

test('what the service did not come to is sent again', async (t) => {
  const { channel, sent } = await recordedDataverse(t, () => created, {
    answerWhole: (_, count) => (count === 1 ? partly() : undefined),
  })
  const results = await channel.write(numbered(3))
  assert.deepEqual(
    results.map(({ rows }) => rows[0]?.id),
    [otherId, id, id],
  )
  assert.equal(sent.length, 2)
})

test('a batch whose answer is lost is tried again by whoever asked, object by object', async (t) => {
  const { channel } = await recordedDataverse(t, () => created, { answerWhole: () => ({ status: 200, body: '' }) })
  for (const { error } of await channel.write(numbered(3))) assert.equal(error?.name, 'Misconfigured')
  const dropping = await recordedDataverse(t, () => undefined)
  for (const { error } of await dropping.channel.write(numbered(3))) assert.ok(error instanceof Unavailable)
})

test('rows that must be looked for are looked for together', async (t) => {
  const { channel, asked } = await recordedDataverse(t, ({ method }) =>
    method === 'GET'
      ? { status: 200, body: { value: [{ accountid: otherId, accountnumber: '1' }] } }
      : { ...updated, status: 201 },
  )
  const results = await channel.write(numbered(3).map((one) => ({ ...one, match: 'check' as const })))
  assert.deepEqual(
    results.map(({ rows }) => rows[0]?.operation),
    ['create', 'update', 'create'],
  )
  const [look, ...others] = asked.filter(({ method }) => method === 'GET')
  assert.match(look?.path ?? '', /In\(PropertyName='accountnumber',PropertyValues=\['0','1','2'\]\)/)
  assert.equal(others.length, 0)
})

test('while one application user is throttled another one sends, and nothing fails', async (t) => {
  const throttled = error(429, '0x80072322', 'Number of requests exceeded', { 'retry-after': '30' })
  const further = { getToken: async () => ({ token: 'further', expiresOnTimestamp: Date.now() + 3_600_000 }) }
  for (const where of ['part', 'whole']) {
    const isFirst = ({ headers }: Asked) => headers.authorization === 'Bearer token-1'
    let isWholeFirst = false
    const { channel, sent } = await recordedDataverse(t, () => (where === 'part' && isWholeFirst ? throttled : created), {
      furtherCredentials: [further],
      hasBulk: false,
      answerWhole: (batch) => {
        isWholeFirst = isFirst(batch)
        return where === 'whole' && isWholeFirst ? throttled : undefined
      },
    })
    for (const results of [await channel.write(numbered(20)), await channel.write(numbered(20))]) {
      assert.ok(results.every((result) => result.error === undefined))
    }
    assert.deepEqual(
      sent.map(({ headers }) => headers.authorization),
      ['Bearer token-1', 'Bearer further', 'Bearer further'],
    )
    assert.equal(channel.standing().pausedBecause, undefined)
  }
})

test('rows of an interface that is written in a way of its own go in batches of their own, looks do not', async (t) => {
  const actAs = '44444444-4444-4444-8444-444444444444'
  const { channel, sent, asked } = await recordedDataverse(
    t,
    ({ method }) => (method === 'GET' ? { status: 200, body: { value: [] } } : created),
    { hasBulk: false, manners: { material: { bypass: ['sync', 'async', 'flows'], detectDuplicates: true, actAs } } },
  )
  const special = ['A/1', 'A/2'].map((accountnumber) =>
    object([write({ key: { accountnumber } })], 'key', `material/${accountnumber}`),
  )
  const usual = ['1', '2'].map((accountnumber) => object([write({ key: { accountnumber } })], 'key', `other/${accountnumber}`))
  await channel.write([...special, ...usual])
  const manner = {
    'mscrm.bypassbusinesslogicexecution': 'CustomSync,CustomAsync',
    'mscrm.suppresscallbackregistrationexpanderjob': 'true',
    'mscrm.suppressduplicatedetection': 'false',
    callerobjectid: actAs,
  }
  for (const { method, headers, text } of [...asked, ...sent]) {
    const isSpecial = method !== 'GET' && /A\/[12]/.test(text) && !text.includes('In(')
    for (const [name, value] of Object.entries(manner)) assert.equal(headers[name], isSpecial ? value : undefined)
  }
})

test('how much of Dynamics 365 is in use is told, and from four fifths of the daily requests on there is a pause', async (t) => {
  const { channel, sent } = await recordedDataverse(t, () => created, { dailyRequests: 1000, hasBulk: false })
  assert.deepEqual(channel.standing(), { concurrency: 4, requests24h: 0, dailyRequests: 1000 })
  await channel.write(numbered(800))
  const [result] = await channel.write(numbered(1))
  assert.ok(result?.error instanceof Unavailable && result.error.isUntried)
  assert.equal(sent.length, 8)
  assert.match(channel.standing().pausedBecause ?? '', /800 of the 1000 requests/)
})

/** A batch that ended after its first part. */
function partly() {
  const part = `Content-Type: application/http\r\n\r\nHTTP/1.1 201 Created\r\n\r\n{"accountid":"${otherId}"}`
  return {
    status: 200,
    headers: { 'content-type': 'multipart/mixed; boundary=b' },
    body: `--b\r\n${part}\r\n--b--\r\n`,
  }
}

test('when the service allows few more requests, small ones wait for each other a moment', async (t) => {
  const few = { 'x-ms-ratelimit-burst-remaining-xrm-requests': '10' }
  const { channel, sent } = await recordedDataverse(t, () => ({ ...created, headers: few }))
  await channel.write(numbered(1))
  const second = channel.write(numbered(1))
  await new Promise((resolve) => setTimeout(resolve, 20))
  await Promise.all([second, channel.write(numbered(1))])
  assert.deepEqual(
    sent.map(({ path }) => path.split('(')[0]),
    ['accounts', '$batch'],
  )
})
