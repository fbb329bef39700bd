import assert from 'node:assert/strict'
import test from 'node:test'
import {
  accountIdentity,
  created,
  duplicate,
  noSuchKey,
  object,
  otherId,
  updated,
  write,
} from '../../../test/support/account-writes.ts'
import { error, recordedDataverse } from '../../../test/support/recorded-dataverse.ts'
import { Missing } from '../../message/errors.ts'

test('an object of more rows than a batch may hold goes as several change sets', async (t) => {
  const { channel, sent, asked } = await recordedDataverse(t, () => created)
  const rows = Array.from({ length: 1001 }, (_, n) => write({ key: { accountnumber: `${n}` } }))
  const [result] = await channel.write([object(rows)])
  assert.deepEqual([result?.rows.length, result?.error, sent.length, asked.length], [1001, undefined, 2, 1001])
})

test('without keys a row of a later change set refers to one of an earlier one by its GUID', async (t) => {
  const { channel, sent, asked } = await recordedDataverse(t, ({ method, text }) => {
    if (method === 'GET') return { status: 200, body: { value: [] } }
    return { status: 204, headers: { 'odata-entityid': `https://x/api/data/v9.2/accounts(${JSON.parse(text).accountid})` } }
  })
  const parentaccountid = { table: accountIdentity, key: { accountnumber: '4711' }, optional: false }
  const rows = Array.from({ length: 1200 }, (_, n) =>
    write({ key: { accountnumber: `n${n}` }, columns: { name: '$1', parentaccountid } }),
  )
  const [result] = await channel.write([object([write(), ...rows], 'check')])
  assert.deepEqual([result?.rows.length, result?.error], [1201, undefined])
  const posted = asked.filter(({ method }) => method === 'POST').map(({ text }) => JSON.parse(text))
  const parents = posted.slice(1).map((body) => body['parentaccountid@odata.bind'].replace(/\d+$/, 'n'))
  assert.deepEqual([...new Set(parents.slice(0, 999))], ['$n'])
  assert.deepEqual(parents.at(-1), `/accounts(${posted[0].accountid})`)
  assert.equal(posted.at(-1).name, '$1', 'a text is no reference')
  assert.equal(sent.filter(({ text }) => text.includes('changeset_')).length, 2)
})

test('what an earlier part created is found there when a later one goes again, and is told when it is refused', async (t) => {
  const there = new Map<string, string>()
  let isRefusing = true
  let answersToLast = 0
  const { channel, asked } = await recordedDataverse(t, ({ method, path, text }) => {
    if (method === 'GET') {
      const numbers = [...path.matchAll(/(?<=["'])n\d+(?=["'])/g)].map(([number]) => number)
      const value = numbers.flatMap((number) =>
        there.has(number) ? [{ accountid: there.get(number), accountnumber: number }] : [],
      )
      return { status: 200, body: { value } }
    }
    if (method === 'PATCH') return { status: 204 }
    const { accountid, accountnumber } = JSON.parse(text)
    if (accountnumber === 'n1150' && ++answersToLast === 1) return duplicate
    if (accountnumber === 'n1150' && isRefusing) return error(400, '0x80044331', 'too long')
    assert.ok(!there.has(accountnumber), `${accountnumber} is created twice`)
    // Of a change set that fails nothing stays.
    if (Number(accountnumber.slice(1)) < 1000 || !isRefusing) there.set(accountnumber, accountid)
    return { status: 204, headers: { 'odata-entityid': `https://x/api/data/v9.2/accounts(${accountid})` } }
  })
  const rows = Array.from({ length: 1200 }, (_, n) => write({ key: { accountnumber: `n${n}` } }))
  const [refused] = await channel.write([object(rows, 'check')])
  assert.match(refused?.error?.message ?? '', /accountnumber=n1150: too long/)
  assert.deepEqual(refused?.rows, [])
  assert.deepEqual(refused?.warnings, [
    'These are more rows than Dynamics 365 takes at once: those up to account accountnumber=n999 are written, the others are not yet',
  ])
  // The second try, after the row that was there already was looked for, changed what stood and created what did not.
  assert.equal(asked.filter(({ method }) => method === 'PATCH').length, 1000)
  isRefusing = false
  const [again] = await channel.write([object(rows, 'check')])
  assert.deepEqual([again?.error, again?.rows.length, there.size], [undefined, 1200, 1200])
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
