import assert from 'node:assert/strict'
import test from 'node:test'
import { error, recordedDataverse, type Told } from '../../../test/support/recorded-dataverse.ts'
import { Missing, Rejected, Unavailable } from '../../message/errors.ts'
import type { Table } from '../../message/table.ts'
import type { ObjectWrites, Write } from '../../message/write.ts'

const currency = { name: 'transactioncurrency', set: 'transactioncurrencies', id: 'transactioncurrencyid', key: [] }
const accountIdentity = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] }
const account: Table = {
  ...accountIdentity,
  columns: {
    name: { kind: 'text', length: 160 },
    creditlimit: { kind: 'decimal', min: '0', max: '100000000000000' },
    transactioncurrencyid: { kind: 'lookup', to: currency },
    parentaccountid: { kind: 'lookup', to: accountIdentity },
  },
}
const id = '11111111-1111-4111-8111-111111111111'
const otherId = '22222222-2222-4222-8222-222222222222'

const gone = error(404, '0x80040217', `account With Id = ${id} Does Not Exist`)
const noSuchKey = error(404, '0x80060891', 'A record with the specified key values does not exist in account entity')
const duplicate = error(412, '0x80040237', 'A record with matching key values already exists.')
const created: Told = { status: 201, body: { accountid: id } }
const updated: Told = { status: 200, body: { accountid: id } }
const posted: Told = { status: 204, headers: { 'odata-entityid': `https://x/api/data/v9.2/accounts(${id})` } }
const found = (...ids: string[]): Told => ({
  status: 200,
  body: { value: ids.map((one) => ({ accountid: one, transactioncurrencyid: one })) },
})

function write(more: Partial<Write> = {}): Write {
  return { table: account, operation: 'upsert', key: { accountnumber: '4711' }, columns: { name: 'Contoso' }, ...more }
}

function object(writes: Write[], match: 'key' | 'check' = 'key', objectKey = 'business-partner:4711'): ObjectWrites {
  return { objectKey, match, writes }
}

test('a row not written before costs one request, which tells its GUID and that it was created', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => created)
  const [result] = await channel.write([object([write()])])
  assert.deepEqual(result, {
    rows: [{ table: 'account', key: { accountnumber: '4711' }, id, operation: 'create' }],
    warnings: [],
  })
  assert.equal(asked.length, 1)
  assert.equal(`${asked[0]?.method} ${asked[0]?.path}`, "PATCH accounts(accountnumber='4711')?$select=accountid")
  assert.equal(asked[0]?.headers.prefer, 'return=representation')
  assert.equal(asked[0]?.headers['odata-version'], '4.0')
  assert.equal(asked[0]?.headers['if-none-match'], 'null')
  assert.equal(asked[0]?.headers.cookie, undefined)
})

test('a row whose GUID is known is updated by it, and never created', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => ({ status: 204 }))
  const [result] = await channel.write([object([write({ id })], 'check')])
  assert.equal(result?.rows[0]?.operation, 'update')
  assert.deepEqual(
    asked.map(({ method, path }) => `${method} ${path}`),
    [`PATCH accounts(${id})`],
  )
  assert.equal(asked[0]?.headers['if-match'], '*')
})

test('a row deleted in Dynamics 365 is created again as a whole', async (t) => {
  const { channel, asked } = await recordedDataverse(t, (_, count) => (count === 1 ? gone : created))
  const [result] = await channel.write([
    object([write({ id: otherId, whole: { name: 'Contoso', creditlimit: { decimal: '5' } } })]),
  ])
  assert.deepEqual(result?.rows[0], { table: 'account', key: { accountnumber: '4711' }, id, operation: 'create' })
  assert.equal(asked[1]?.text, '{"name":"Contoso","creditlimit":5}')
})

test('nothing changed means no request', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => updated)
  const [result] = await channel.write([object([write({ id, columns: {} })])])
  assert.equal(result?.rows[0]?.operation, 'none')
  assert.equal(asked.length, 0)
})

test('decimals reach Dynamics 365 digit by digit', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => updated)
  await channel.write([object([write({ columns: { creditlimit: { decimal: '922337203685477.5807' } } })])])
  assert.equal(asked[0]?.text, '{"creditlimit":922337203685477.5807}')
})

test('two nodes creating a row at once end with one row', async (t) => {
  const { channel } = await recordedDataverse(t, (_, count) => (count === 1 ? duplicate : updated))
  const [result] = await channel.write([object([write()])])
  assert.equal(result?.rows[0]?.operation, 'update')
})

test('a key that no address can carry is looked for by query, then created', async (t) => {
  const { channel, asked } = await recordedDataverse(t, (_, count) => (count === 1 ? found() : posted))
  const [result] = await channel.write([object([write({ key: { accountnumber: 'A/1' } })])])
  assert.equal(result?.rows[0]?.id, id)
  assert.equal(result?.rows[0]?.operation, 'create')
  assert.match(asked[0]?.path ?? '', /\$filter=accountnumber eq 'A\/1'/)
  assert.equal(asked[1]?.method, 'POST')
  assert.deepEqual(JSON.parse(asked[1]?.text ?? ''), { name: 'Contoso', accountnumber: 'A/1' })
})

test('a checked row that was found is updated by its GUID', async (t) => {
  const { channel, asked } = await recordedDataverse(t, (_, count) => (count === 1 ? found(id) : { status: 204 }))
  const [result] = await channel.write([object([write()], 'check')])
  assert.deepEqual(
    asked.map(({ method }) => method),
    ['GET', 'PATCH'],
  )
  assert.equal(result?.rows[0]?.operation, 'update')
})

test('a row created between check and POST is updated instead', async (t) => {
  const answers = [found(), duplicate, found(id), { status: 204 }]
  const { channel } = await recordedDataverse(t, (_, count) => answers[count - 1])
  const [result] = await channel.write([object([write()], 'check')])
  assert.equal(result?.rows[0]?.operation, 'update')
  assert.equal(result?.rows[0]?.id, id)
})

test('two rows with the same key are a matter for a person', async (t) => {
  const { channel } = await recordedDataverse(t, () => found(id, otherId))
  const [result] = await channel.write([object([write()], 'check')])
  assert.ok(result?.error instanceof Rejected)
  assert.match(result.error.message, /more than one account accountnumber=4711; merge/)
})

test('deactivating a row that is not there creates none and says so', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => noSuchKey)
  const [result] = await channel.write([object([write({ operation: 'deactivate' })])])
  assert.deepEqual(result?.rows, [])
  assert.match(result?.warnings[0] ?? '', /nothing to deactivate/)
  assert.equal(result?.error, undefined)
  assert.equal(asked[0]?.headers['if-match'], '*')
  assert.equal(asked[0]?.text, '{"name":"Contoso","statecode":1,"statuscode":2}')
})

test('deleting a row that is gone is as good as deleting it', async (t) => {
  const { channel } = await recordedDataverse(t, () => gone)
  const [result] = await channel.write([object([write({ operation: 'delete', id })])])
  assert.equal(result?.error, undefined)
  assert.equal(result?.rows[0]?.operation, 'delete')
})

const euro = { table: currency, key: { isocurrencycode: 'EUR' }, optional: true }
const parent = { table: accountIdentity, key: { accountnumber: '99' }, optional: false }

test('a reference is bound by alternate key where the table has one, and by GUID otherwise, which is looked for once', async (t) => {
  const { channel, asked } = await recordedDataverse(t, ({ method }) => (method === 'GET' ? found(otherId) : updated))
  const columns = { transactioncurrencyid: euro, parentaccountid: parent }
  await channel.write(
    ['1', '2', '3'].map((number) => object([write({ key: { accountnumber: number }, columns })], 'key', number)),
  )
  assert.equal(asked.filter(({ method }) => method === 'GET').length, 1)
  assert.deepEqual(JSON.parse(asked.findLast(({ method }) => method === 'PATCH')?.text ?? ''), {
    'transactioncurrencyid@odata.bind': `/transactioncurrencies(${otherId})`,
    'parentaccountid@odata.bind': "/accounts(accountnumber='99')",
  })
})

test('a lookup is cleared by binding it to nothing', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => updated)
  await channel.write([object([write({ columns: { parentaccountid: null, name: null } })])])
  assert.equal(asked[0]?.text, '{"parentaccountid@odata.bind":null,"name":null}')
})

test('an optional reference to a row that is not there is left out with a warning', async (t) => {
  const { channel, asked } = await recordedDataverse(t, ({ method }) => (method === 'GET' ? found() : created))
  const [result] = await channel.write([object([write({ columns: { name: 'Contoso', transactioncurrencyid: euro } })])])
  assert.deepEqual(result?.rows[0]?.leftOut, ['transactioncurrencyid'])
  assert.match(result?.warnings[0] ?? '', /transactioncurrencyid was left out.*isocurrencycode=EUR/)
  assert.equal(asked.at(-1)?.text, '{"name":"Contoso"}')
})

test('a needed reference to a row that is not there makes the object wait for that row', async (t) => {
  const { channel } = await recordedDataverse(t, ({ method }) => (method === 'GET' ? found() : noSuchKey))
  const [result] = await channel.write([object([write({ columns: { parentaccountid: parent } })])])
  assert.ok(result?.error instanceof Missing)
  assert.equal(result.error.table, 'account')
  assert.deepEqual(result.error.key, { accountnumber: '99' })
  assert.equal(result.error.code, '0x80060891')
})

test('an optional reference bound by key is left out when Dynamics 365 finds no such row', async (t) => {
  const { channel, asked } = await recordedDataverse(t, ({ method, text }) => {
    if (method === 'GET') return found()
    return text.includes('parentaccountid') ? noSuchKey : created
  })
  const [result] = await channel.write([
    object([write({ columns: { name: 'A', parentaccountid: { ...parent, optional: true } } })]),
  ])
  assert.equal(result?.error, undefined)
  assert.deepEqual(result?.rows[0]?.leftOut, ['parentaccountid'])
  assert.equal(asked.at(-1)?.text, '{"name":"A"}')
})

test('a remembered reference that was deleted and created anew is looked for once more', async (t) => {
  let current = otherId
  const { channel } = await recordedDataverse(t, ({ method, text }) => {
    if (method === 'GET') return found(current)
    return text.includes(current) ? updated : error(404, '0x80040217', `transactioncurrency With Id = ${otherId} Does Not Exist`)
  })
  const one = object([write({ id, columns: { transactioncurrencyid: euro } })])
  await channel.write([one])
  current = '33333333-3333-4333-8333-333333333333'
  const [result] = await channel.write([one])
  assert.equal(result?.error, undefined)
  assert.equal(result?.rows[0]?.operation, 'update')
})

test('an object stops at its first error, tells what was written, and spoils no other', async (t) => {
  const { channel, asked } = await recordedDataverse(t, ({ path }) =>
    path.includes("'bad'") ? error(400, '0x80044331', 'too long') : created,
  )
  const bad = object([
    write({ key: { accountnumber: '1' } }),
    write({ key: { accountnumber: 'bad' } }),
    write({ key: { accountnumber: '3' } }),
  ])
  const results = await channel.write([bad, object([write()], 'key', 'other')])
  assert.deepEqual(
    results[0]?.rows.map(({ key }) => key.accountnumber),
    ['1'],
  )
  assert.ok(results[0]?.error instanceof Rejected)
  assert.equal(results[1]?.error, undefined)
  assert.ok(!asked.some(({ path }) => path.includes("'3'")))
})

test('results come in the order of the objects, and never more than maxConcurrency are under way', async (t) => {
  let running = 0
  let most = 0
  const { channel, server } = await recordedDataverse(t, () => created, { maxConcurrency: 4 })
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

test('Dataverse answers 429 and the connection stays quiet as long as it was told', async (t) => {
  const { channel, asked } = await recordedDataverse(
    t,
    () => error(429, '0x80072322', 'Number of requests exceeded', { 'retry-after': '30' }),
    {
      maxConcurrency: 2,
    },
  )
  const objects = Array.from({ length: 50 }, (_, n) => object([write()], 'key', `${n}`))
  const results = await channel.write([...objects])
  assert.ok(asked.length <= 2, `${asked.length} requests`)
  for (const { error } of results) {
    assert.ok(error instanceof Unavailable)
    assert.ok((error.retryAfter ?? 0) > 29_000 && (error.retryAfter ?? 0) <= 30_000)
    assert.equal(error.code, '0x80072322')
  }
})

test('a dropped connection and a server that is away are tried again', async (t) => {
  const { channel, server } = await recordedDataverse(t, () => undefined)
  const [dropped] = await channel.write([object([write()])])
  assert.ok(dropped?.error instanceof Unavailable)
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
