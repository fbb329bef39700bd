import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readingOf, segment } from '../../../test/support/segments.ts'
import { asCustomerNumber, customerNumber } from './customer-number.ts'

for (const [sent, number] of [
  ['4711', '0000004711'],
  ['0000004711', '0000004711'],
  ['C100', 'C100'],
  ['00C100', '00C100'],
  ['12345678901', '12345678901'],
] as const) {
  test(`the customer ${sent} is found as ${number}, by a field and in hand`, () => {
    const reading = readingOf([segment('E1KNA1M', { KUNNR: sent })])
    assert.deepEqual(customerNumber('KUNNR').read(reading), { value: number, source: 'E1KNA1M/KUNNR' })
    assert.equal(asCustomerNumber(sent), number)
  })
}

test('no number is none', () => {
  assert.equal(customerNumber('KUNNR').read(readingOf([segment('E1KNA1M', {})])), undefined)
})
