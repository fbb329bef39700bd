import assert from 'node:assert/strict'
import { test } from 'node:test'
import { represented, webApi } from '../../../test/support/web-api.ts'

/** A column, what is sent for it and what comes back, both as they stand in JSON. */
const kept: [string, string, string, string][] = [
  ['accounts', 'creditlimit', '0', '0.0000'],
  ['accounts', 'creditlimit', '100000000000000', '100000000000000.0000'],
  ['accounts', 'creditlimit', '0.1', '0.1000'],
  ['accounts', 'creditlimit', '1.5e3', '1500.0000'],
  ['accounts', 'creditlimit', '12345678901234.56789', '12345678901234.56789'],
  ['accounts', 'name', '"Łódź \\u0022Ω\\u0022 😀"', '"Łódź \\"Ω\\" 😀"'],
  ['accounts', 'telephone1', '""', 'null'],
  ['accounts', 'telephone1', 'null', 'null'],
  ['accounts', 'paymenttermscode', '4', '4'],
  ['accounts', 'numberofemployees', '1000000000', '1000000000'],
  ['accounts', 'creditonhold', 'true', 'true'],
  ['accounts', 'accountid', '"ABCDEF01-2222-4333-8444-555555555555"', '"abcdef01-2222-4333-8444-555555555555"'],
  ['invoices', 'duedate', '"2028-02-29"', '"2028-02-29"'],
  ['invoices', 'datedelivered', '"2026-07-01T10:30:00.123+02:00"', '"2026-07-01T08:30:00Z"'],
  ['invoices', 'datedelivered', '"2026-07-01"', '"2026-07-01T00:00:00Z"'],
]

for (const [set, column, sent, shown] of kept) {
  test(`${column} ${sent} comes back as ${shown}`, async (t) => {
    const { ask } = webApi(t)
    const reply = await ask('POST', set, `{"name":"x","${column}":${sent}}`, represented)
    assert.equal(reply.status, 201, reply.text)
    assert.ok(reply.text.includes(`"${column}":${shown}`), reply.text)
  })
}

test('a state takes its first status along, a status its state', async (t) => {
  const { ask } = webApi(t)
  const { body } = await ask('POST', 'accounts', { name: 'x', statecode: 1 }, represented)
  assert.deepEqual([body.statecode, body.statuscode], [1, 2])
  const back = await ask('PATCH', `accounts(${body.accountid})`, { statuscode: 1 }, represented)
  assert.deepEqual([back.body.statecode, back.body.statuscode], [0, 1])
})

test('what may not be written is passed over', async (t) => {
  const { ask } = webApi(t)
  const { status, body } = await ask(
    'POST',
    'accounts',
    { name: 'x', createdon: '2000-01-01T00:00:00Z', versionnumber: 1 },
    represented,
  )
  assert.equal(status, 201)
  assert.notEqual(body.createdon, '2000-01-01T00:00:00Z')
  assert.notEqual(body.versionnumber, 1)
})

test('annotations in a body are for the client', async (t) => {
  const { ask } = webApi(t)
  const sent = { '@odata.type': 'Microsoft.Dynamics.CRM.account', name: 'x', 'name@note': 'y' }
  assert.equal((await ask('POST', 'accounts', sent)).status, 204)
})

test('the owner decides which unit, user or team owns', async (t) => {
  const { environment, ask } = webApi(t)
  const user = environment.rowsOf('systemuser')[1]
  const { body } = await ask('POST', 'accounts', { name: 'x', 'ownerid@odata.bind': `/systemusers(${user?.id})` }, represented)
  assert.deepEqual([body._ownerid_value, body._owninguser_value, body._owningteam_value], [user?.id, user?.id, null])
  assert.equal(body._owningbusinessunit_value, environment.rowsOf('businessunit')[0]?.id)
})

test('an amount has a currency and a twin, and loses its twin when it is cleared', async (t) => {
  const { environment, ask } = webApi(t)
  const euro = environment.rowsOf('transactioncurrency').find(({ values }) => values.isocurrencycode === 'EUR')
  const { body } = await ask('POST', 'accounts', { name: 'x', creditlimit: 5 }, represented)
  assert.deepEqual([body._transactioncurrencyid_value, body.creditlimit_base], [euro?.id, 5])
  const cleared = await ask('PATCH', `accounts(${body.accountid})`, { creditlimit: null }, represented)
  assert.equal(cleared.body.creditlimit_base, null)
})
