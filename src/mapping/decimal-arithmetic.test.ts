import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divideDecimals, multiplyDecimals, negateDecimal, subtractDecimals } from './decimal-arithmetic.ts'

test('products and differences are exact, and canonical', () => {
  assert.equal(multiplyDecimals('0.1', '0.2'), '0.02')
  assert.equal(multiplyDecimals('320', '265.63'), '85001.6')
  assert.equal(multiplyDecimals('-12', '26.5'), '-318')
  assert.equal(multiplyDecimals('99999999999.999', '999999999.9999'), '99999999999989000000.0000001')
  assert.equal(subtractDecimals('85001.6', '67574.4'), '17427.2')
  assert.equal(subtractDecimals('0.3', '0.3'), '0')
  assert.equal(negateDecimal('12.5'), '-12.5')
  assert.equal(negateDecimal('0'), '0')
})

test('a quotient that does not come out even is rounded the way that is wanted, also below zero', () => {
  const places = 2
  assert.equal(divideDecimals('10', '4', { places, rounded: 'up' }), '2.5')
  assert.equal(divideDecimals('10', '3', { places, rounded: 'up' }), '3.34')
  assert.equal(divideDecimals('10', '3', { places, rounded: 'down' }), '3.33')
  assert.equal(divideDecimals('-10', '3', { places, rounded: 'up' }), '-3.33')
  assert.equal(divideDecimals('-10', '3', { places, rounded: 'down' }), '-3.34')
  assert.equal(divideDecimals('-10', '-3', { places, rounded: 'up' }), '3.34')
  assert.equal(divideDecimals('10', '-3', { places, rounded: 'down' }), '-3.34')
  assert.equal(divideDecimals('0.001', '100', { places, rounded: 'up' }), '0.01')
})
