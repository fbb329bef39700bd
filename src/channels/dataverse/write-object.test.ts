import assert from 'node:assert/strict'
import test from 'node:test'
import { accountIdentity, created, noSuchKey, object, otherId, updated, write } from '../../../test/support/account-writes.ts'
import { error, recordedDataverse } from '../../../test/support/recorded-dataverse.ts'
import { Missing } from '../../message/errors.ts'

test('an object of more rows than a batch may hold goes as several change sets', async (t) => {
  const { channel, sent, asked } = await recordedDataverse(t, () => created)
  const rows = Array.from({ length: 1001 }, (_, n) => write({ key: { accountnumber: `${n}` } }))
  const [result] = await channel.write([object(rows)])
  assert.deepEqual([result?.rows.length, result?.error, sent.length, asked.length], [1001, undefined, 2, 1001])
})

test('without a key a row is created with a GUID of its own, so that it cannot be created twice', async (t) => {
  const { channel, asked } = await recordedDataverse(t, ({ method }) =>
    method === 'GET' ? { status: 200, body: { value: [] } } : undefined,
  )
  for (let n = 0; n < 2; n++) await channel.write([object([write()], 'check')])
  const [first, second] = asked.filter(({ method }) => method === 'POST').map(({ text }) => JSON.parse(text).accountid)
  assert.match(first, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(first, second)
})

test('of a change set that failed the row that is to blame is put right, and all of it goes again', async (t) => {
  const gone = error(404, '0x80040217', `account With Id = ${otherId} Does Not Exist`)
  const { channel, asked } = await recordedDataverse(t, ({ path }) => (path.includes(otherId) ? gone : created))
  const second = write({
    key: { accountnumber: 'second' },
    id: otherId,
    columns: { name: 'B' },
    whole: { name: 'B', creditlimit: 1 },
  })
  const [result] = await channel.write([object([write(), second])])
  assert.deepEqual(
    result?.rows.map(({ operation }) => operation),
    ['create', 'create'],
  )
  assert.deepEqual(
    asked.map(({ path }) => path.split('?')[0]),
    [
      "accounts(accountnumber='4711')",
      `accounts(${otherId})`,
      "accounts(accountnumber='4711')",
      "accounts(accountnumber='second')",
    ],
  )
  assert.equal(asked.at(-1)?.text, '{"name":"B","creditlimit":1}')
})

test('rows before one that waits for another are written all the same, so that objects that wait for each other meet', async (t) => {
  const { channel } = await recordedDataverse(t, ({ method, text }) => {
    if (method === 'GET') return { status: 200, body: { value: [] } }
    return text.includes('99') ? noSuchKey : created
  })
  const account = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] }
  const parentaccountid = { table: account, key: { accountnumber: '99' }, optional: false }
  const second = write({ key: { accountnumber: 'second' }, columns: { parentaccountid } })
  const [result] = await channel.write([object([write(), second])])
  assert.ok(result?.error instanceof Missing)
  assert.deepEqual(
    result.rows.map(({ key }) => key.accountnumber),
    ['4711'],
  )
})

test('without keys a row refers to the one its own change set creates', async (t) => {
  const { channel, asked } = await recordedDataverse(t, ({ method }) =>
    method === 'GET' ? { status: 200, body: { value: [] } } : { ...updated, status: 201 },
  )
  const account = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] }
  const parentaccountid = { table: account, key: { accountnumber: '4711' }, optional: false }
  const second = write({ key: { accountnumber: 'second' }, columns: { parentaccountid } })
  const [result] = await channel.write([object([write(), second], 'check')])
  assert.equal(result?.error, undefined)
  assert.match(asked.at(-1)?.text ?? '', /"parentaccountid@odata.bind":"\$\d+"/)
})

test('without keys a row waits for one that comes after it in its object, as with keys: nothing is sent, and nothing made of it', async (t) => {
  const { channel, asked } = await recordedDataverse(t, () => ({ status: 200, body: { value: [] } }))
  const parentaccountid = { table: accountIdentity, key: { accountnumber: 'second' }, optional: false }
  const second = write({ key: { accountnumber: 'second' }, columns: { creditlimit: { decimal: '5' } } })
  const [result] = await channel.write([object([write({ columns: { parentaccountid } }), second], 'check')])
  assert.ok(result?.error instanceof Missing, String(result?.error))
  assert.deepEqual([result.error.table, result.error.key], ['account', { accountnumber: 'second' }])
  assert.deepEqual(result.rows, [])
  assert.ok(asked.every(({ method }) => method === 'GET'))
})
