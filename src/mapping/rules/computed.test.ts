import assert from 'node:assert/strict'
import { test } from 'node:test'
import { customer, valueMappings } from '../../../test/support/rule-customer.ts'
import { readingOf } from '../../../test/support/segments.ts'
import { Rejected } from '../../message/errors.ts'
import { byValueMapping } from './by-value-mapping.ts'
import { computed } from './computed.ts'
import { date, decimal, field, whole } from './field.ts'

const reading = () => readingOf([customer], { valueMappings })

test('a function gets the values of rules by name, and its value names every field it was made of', () => {
  const rule = computed('staff and unit', { staff: whole('JMZAH'), unit: byValueMapping('unit', 'MEINS') }, ({ staff, unit }) =>
    unit === 'Piece' && staff !== undefined ? `${staff + 1} ${unit}` : undefined,
  )
  assert.deepEqual(rule.read(reading()), { value: '241 Piece', source: 'E1KNA1M/JMZAH + E1KNA1M/MEINS' })
  assert.deepEqual([rule.description, rule.sources, rule.lists], ['staff and unit', ['JMZAH', 'MEINS'], ['unit']])
})

test('a value that is missing, or that SAP says there is none of, is undefined', () => {
  const rule = computed('all', { name: field('NAME1'), none: field('NAME4'), empty: date('GFORM') }, (values) => {
    assert.deepEqual(values, { name: 'Example' })
    return values.name
  })
  assert.deepEqual(rule.read(reading()), { value: 'Example', source: 'E1KNA1M/NAME1' })
})

test('nothing is computed of nothing, so a document that says nothing changes nothing', () => {
  const rule = computed('none', { name: field('NAME4') }, () => assert.fail('the function was called'))
  assert.equal(rule.read(reading()), undefined)
})

test('a function may say nothing, and may clear', () => {
  assert.equal(computed('nothing', { name: field('NAME1') }, () => undefined).read(reading()), undefined)
  assert.deepEqual(computed('clear', { name: field('NAME1') }, () => null).read(reading()), {
    value: null,
    source: 'E1KNA1M/NAME1',
  })
})

test('what is no such value is refused by the rule that reads it, before the function', () => {
  const rule = computed('number', { number: decimal('NAME1') }, () => assert.fail('the function was called'))
  assert.throws(() => rule.read(reading()), { name: Rejected.name, message: /is 'Example', which is no number/ })
})
