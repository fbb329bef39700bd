import assert from 'node:assert/strict'
import { test } from 'node:test'
import { delivered, problems, segments, valueMappings } from '../../test/support/check-customers.ts'
import { identity } from '../../test/support/customers.ts'
import { checkInterface } from './check-interface.ts'
import { row } from './row.ts'
import type { Rule } from './rule.ts'
import { byValueMapping } from './rules/by-value-mapping.ts'
import { beginningOf, constant, custom, firstOf, join, objectKey } from './rules/combine.ts'
import { isSet, when } from './rules/condition.ts'
import { alpha, field, withoutLeadingZeros } from './rules/field.ts'
import { table, text } from './tables.ts'

const key = { accountnumber: field('KUNNR') }

const twelve = table(identity, { accountnumber: text(12), name: text(12) })

const tooLong: [rule: Rule<string>, longest: string][] = [
  [field('ORT01'), 'ORT01 may have 35'],
  [withoutLeadingZeros('ORT01'), 'ORT01 without leading zeros may have 35'],
  [alpha('KUNNR', 13), 'KUNNR, padded to 13 may have 13'],
  [firstOf('NAME1', 'ORT01'), 'first of NAME1, ORT01 may have 35'],
  [join(' / ', 'NAME1', 'NAME2'), "NAME1 + NAME2, joined by ' / ' may have 22"],
  [when(isSet('NAME1'), field('NAME1'), field('ORT01')), 'NAME1 when NAME1 is set, else ORT01 may have 35'],
  [constant('Business Customer'), 'always "Business Customer" may have 17'],
  [byValueMapping('long', 'NAME1'), 'NAME1 by value mapping long may have 13'],
  [byValueMapping('terms', 'ORT01', { otherwise: 'as it is' }), 'ORT01 by value mapping terms may have 35'],
  [beginningOf('ORT01', 13), 'first 13 characters of ORT01 may have 13'],
  [field('E1KNVKM/TELF1'), 'E1KNVKM/TELF1 may have 50'],
]

const fitting = [
  field('KUNNR'),
  field('E1KNVVM/ZTERM'),
  field('EDI_DC40/SNDPRN'),
  objectKey(),
  alpha('KUNNR', 12),
  firstOf('NAME1', 'NAME2'),
  join('-', 'NAME1', 'ERDAT'),
  byValueMapping('terms', 'ORT01'),
  beginningOf('ORT01', 12),
  custom<string>('of any length', ['ORT01'], () => undefined),
]

for (const [rule, longest] of tooLong) {
  test(`a text that may be cut is told: ${longest}`, () => {
    assert.deepEqual(problems(row(twelve, { key, columns: { name: rule } })), [
      `customer: name of account may be cut: it holds 12 characters, and ${longest}; make the column longer, or take beginningOf(…, 12)`,
    ])
  })
}

for (const rule of fitting) {
  test(`a text that fits, or of a length nobody knows, is not told: ${rule.description}`, () => {
    assert.deepEqual(problems(row(twelve, { key, columns: { name: rule } })), [])
  })
}

test('a key that may be longer than its column is told', () => {
  assert.deepEqual(problems(row(twelve, { key: { accountnumber: field('ORT01') }, columns: {} })), [
    'customer: accountnumber of account may be too long: it holds 12 characters, and ORT01 may have 35; make the column longer',
  ])
  const objectKeys = {
    ...delivered,
    objectKey: field('ORT01'),
    rows: [row(twelve, { key: { accountnumber: objectKey() }, columns: {} })],
  }
  assert.deepEqual(checkInterface(objectKeys, { segments, valueMappings }), [
    'customer: accountnumber of account may be too long: it holds 12 characters, and the business key may have 35; make the column longer',
  ])
})
