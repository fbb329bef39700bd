import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readingOf, segment } from '../../../test/support/segments.ts'
import { usualConventions } from '../conventions.ts'
import { amount } from './amount.ts'

const rule = amount('KLIMK', 'WAERS')
const decimals = new Map([
  ['JPY', '0'],
  ['KWD', '3'],
  ['CLF', '4'],
])
const valueMappings = { find: (_: string, code: string) => decimals.get(code), has: () => true, entries: () => decimals }

const raw: [claim: string, fields: Record<string, string>, decimal: string][] = [
  ['two decimals stay', { KLIMK: ' 1234.50 ', WAERS: 'EUR' }, '1234.5'],
  ['yen have none', { KLIMK: '10.00', WAERS: 'JPY' }, '1000'],
  ['Kuwaiti dinars have three', { KLIMK: '12.34', WAERS: 'KWD' }, '1.234'],
  ['Chilean units of account have four', { KLIMK: '12.34-', WAERS: 'CLF' }, '-0.1234'],
  ['nothing is nothing in any currency', { KLIMK: '0.00', WAERS: 'JPY' }, '0'],
  ['nothing needs no currency', { KLIMK: '0.00' }, '0'],
]

for (const [claim, fields, decimal] of raw) {
  test(`amount with two decimals: ${claim}`, () => {
    const reading = {
      ...readingOf([segment('E1KNKKM', fields)]),
      valueMappings,
      conventions: { ...usualConventions, amounts: 'two-decimals' as const },
    }
    assert.deepEqual(rule.read(reading)?.value, { decimal })
  })
}

test('amount: a true amount is taken as it is, whatever its currency', () => {
  const reading = { ...readingOf([segment('E1KNKKM', { KLIMK: '1000', WAERS: 'JPY' })]), valueMappings }
  assert.deepEqual(rule.read(reading), { value: { decimal: '1000' }, source: 'E1KNKKM/KLIMK' })
})

test('amount: one with two decimals and no currency is refused', () => {
  const conventions = { ...usualConventions, amounts: 'two-decimals' as const }
  const reading = { ...readingOf([segment('E1KNKKM', { KLIMK: '10.00' })]), valueMappings, conventions }
  assert.throws(() => rule.read(reading), { name: 'Rejected', message: /KLIMK .* is '10.00', which has no currency \(WAERS\)/ })
})
