import assert from 'node:assert/strict'
import test from 'node:test'
import { byKey, isAddressable, whereKey } from './row-address.ts'

const account = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] }

test('a quote in a key value is doubled, then everything is percent-encoded', () => {
  assert.equal(decodeURIComponent(byKey(account, { accountnumber: "O'Brien" })), "accounts(accountnumber='O''Brien')")
  assert.equal(byKey(account, { accountnumber: 'Ä 1' }), "accounts(accountnumber='%C3%84%201')")
})

test('a text key that looks like a number or a GUID stays quoted', () => {
  assert.match(byKey(account, { accountnumber: '0000004711' }), /\('?/)
  assert.equal(decodeURIComponent(byKey(account, { accountnumber: '4711' })), "accounts(accountnumber='4711')")
})

test('a whole number in a key stands bare', () => {
  const line = { name: 'line', set: 'lines', id: 'lineid', key: ['number'] }
  assert.equal(byKey(line, { number: '10' }, { number: { kind: 'whole', min: 0, max: 99 } }), 'lines(number=10)')
})

for (const value of ['A/B', 'A<B', 'A>B', 'A*B', 'A%B', 'A&B', 'A:B', 'A\\B', 'A?B', 'A+B', '']) {
  test(`the key value '${value}' cannot stand in an address`, () => {
    assert.equal(isAddressable(account, { accountnumber: value }), false)
  })
}

test('a table without alternate key, or other columns than the key, cannot be addressed', () => {
  assert.equal(isAddressable({ ...account, key: [] }, { accountnumber: '1' }), false)
  assert.equal(isAddressable(account, { name: '1' }), false)
  assert.equal(isAddressable(account, { accountnumber: '1', name: '2' }), false)
  assert.equal(isAddressable(account, { accountnumber: 'X 1' }), true)
})

test('a query asks for two rows at most, by GUID only', () => {
  const path = whereKey(account, { accountnumber: 'A&B' }, ['accountid'])
  assert.equal(path, "accounts?$select=accountid&$filter=accountnumber%20eq%20'A%26B'&$top=2")
})
