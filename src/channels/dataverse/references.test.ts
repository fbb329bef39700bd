import assert from 'node:assert/strict'
import test from 'node:test'
import {
  accountIdentity,
  created,
  currency,
  found,
  id,
  noSuchKey,
  object,
  otherId,
  updated,
  write,
} from '../../../test/support/account-writes.ts'
import { error, recordedDataverse } from '../../../test/support/recorded-dataverse.ts'
import { Missing } from '../../message/errors.ts'

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

test('a needed reference to a row that came between the write and the look is written', async (t) => {
  let refusals = 0
  const { channel, asked } = await recordedDataverse(t, ({ method }) => {
    if (method === 'GET') return found(otherId)
    return ++refusals === 1 ? noSuchKey : created
  })
  const [result] = await channel.write([object([write({ columns: { parentaccountid: parent } })])])
  assert.equal(result?.error, undefined)
  assert.equal(asked.at(-1)?.text, `{"parentaccountid@odata.bind":"/accounts(accountnumber='99')"}`)
  assert.equal(asked.filter(({ method }) => method !== 'GET').length, 2)
})

test('a row that Dynamics 365 refuses for a reference which is there is not tried for ever', async (t) => {
  const { channel } = await recordedDataverse(t, ({ method }) => (method === 'GET' ? found(otherId) : noSuchKey))
  const [result] = await channel.write([object([write({ columns: { parentaccountid: parent } })])])
  assert.match(result?.error?.message ?? '', /does not exist in account entity/)
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
