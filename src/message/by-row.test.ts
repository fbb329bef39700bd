import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ByRow } from './by-row.ts'

const rows = [
  { table: 'account', key: { accountnumber: '4711' }, id: 'a' },
  { table: 'contact', key: { accountnumber: '4711' }, id: 'b' },
  { table: 'price', key: { product: 'P', list: 'L' }, id: 'c' },
  { table: 'account', key: { accountnumber: '4711' }, id: 'd' },
]

test('a row is found by table and key, in whatever order the columns of its key stand; of several the first', () => {
  const byRow = new ByRow(rows, (row) => row)
  const find = (table: string, key: Record<string, string>) => byRow.find({ table, key })?.id
  assert.equal(find('account', { accountnumber: '4711' }), 'a')
  assert.equal(find('contact', { accountnumber: '4711' }), 'b')
  assert.equal(find('price', { list: 'L', product: 'P' }), 'c')
  assert.equal(find('account', { accountnumber: '4712' }), undefined)
})
