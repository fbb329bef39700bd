import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountNames, apiRoot, defineKey, errorOf, id, webApi } from '../../../test/support/web-api.ts'

const account = { '@odata.type': 'Microsoft.Dynamics.CRM.account' }
const bulk = (name: string) => `accounts/Microsoft.Dynamics.CRM.${name}Multiple`

test('many rows are created at once, or none', async (t) => {
  const { ask } = webApi(t)
  const both = await ask('POST', bulk('Create'), {
    Targets: [
      { ...account, name: 'A' },
      { ...account, name: 'B' },
    ],
  })
  assert.equal(both.status, 200)
  assert.equal((both.body.Ids as string[]).length, 2)
  const none = await ask('POST', bulk('Create'), {
    Targets: [
      { ...account, name: 'C' },
      { ...account, nonsense: 1 },
    ],
  })
  assert.equal(none.status, 400)
  assert.deepEqual(await accountNames(ask), ['A', 'B'])
})

test('many rows are updated at once by id, and all must be there', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id(1), name: 'A' })
  const targets = [{ ...account, accountid: id(1), name: 'B' }]
  assert.equal((await ask('POST', bulk('Update'), { Targets: targets })).status, 204)
  const missing = [
    { ...account, '@odata.id': `accounts(${id(1)})`, name: 'C' },
    { ...account, accountid: id(2), name: 'D' },
  ]
  assert.equal((await ask('POST', bulk('Update'), { Targets: missing })).status, 404)
  assert.deepEqual(await accountNames(ask), ['B'])
})

test('many rows are upserted at once by key; amounts keep their digits', async (t) => {
  const { ask } = webApi(t)
  await defineKey(ask, 'account', 'accountnumber')
  const targets = (name: string) =>
    ['1', '2'].map(
      (number) =>
        `{"@odata.type":"#Microsoft.Dynamics.CRM.account","@odata.id":"accounts(accountnumber='${number}')","name":"${name}","creditlimit":12345678901234.5678}`,
    )
  for (const name of ['A', 'B']) {
    assert.equal((await ask('POST', bulk('Upsert'), `{"Targets":[${targets(name)}]}`)).status, 204)
    assert.deepEqual(await accountNames(ask), [name, name])
  }
  assert.match((await ask('GET', "accounts(accountnumber='1')")).text, /"creditlimit":12345678901234\.5678/)
})

/** What is wrong, the targets, and the code and words of the refusal. */
const wrong: [string, object, string, RegExp][] = [
  ['without targets', {}, '0x80048d19', /'Targets' is missing/],
  ['without a type', { Targets: [{ name: 'A' }] }, '0x80048d19', /@odata\.type/],
  [
    'with a whole address',
    { Targets: [{ ...account, '@odata.id': `${apiRoot}accounts(${id(1)})` }] },
    '0x80048d19',
    /relative address/,
  ],
  ['without an address', { Targets: [{ ...account, name: 'A' }] }, '0x80048d19', /relative address/],
  [
    "with another table's address",
    { Targets: [{ ...account, '@odata.id': `contacts(${id(1)})` }] },
    '0x80048d19',
    /names no account/,
  ],
  [
    'with its key in the body of a new row',
    { Targets: [{ ...account, '@odata.id': "accounts(accountnumber='1')", accountnumber: '1' }] },
    '0x80040216',
    /^An unexpected error occurred\.$/,
  ],
]

for (const [what, body, code, message] of wrong) {
  test(`an UpsertMultiple ${what} is refused`, async (t) => {
    const { ask } = webApi(t)
    await defineKey(ask, 'account', 'accountnumber')
    const answered = await ask('POST', bulk('Upsert'), body)
    assert.equal(answered.status, 400)
    assert.equal(errorOf(answered).code, code)
    assert.match(errorOf(answered).message, message)
  })
}

test('there is no DeleteMultiple for standard tables, and bulk messages go by POST', async (t) => {
  const { ask } = webApi(t)
  const refused = await ask('POST', 'accounts/Microsoft.Dynamics.CRM.DeleteMultiple', { Targets: [] })
  assert.equal(errorOf(refused).message, 'DeleteMultiple has not yet been implemented.')
  assert.equal((await ask('GET', 'accounts/Microsoft.Dynamics.CRM.UpsertMultiple')).status, 404)
})
