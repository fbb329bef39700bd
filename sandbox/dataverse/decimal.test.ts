import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareDecimals, plainDecimal } from './decimal.ts'

test('numbers are compared exactly, also where binary floats are the same', () => {
  assert.equal(compareDecimals('100000000000.00000', '100000000000.00001'), -1)
  assert.equal(compareDecimals('922337203685477.5807', '922337203685477.5806'), 1)
  assert.equal(compareDecimals('9007199254740993', '9007199254740992'), 1)
  assert.equal(compareDecimals('-2', '-10'), 1)
  assert.equal(compareDecimals('9', '10'), -1)
  assert.equal(compareDecimals('1.0', '1'), 0)
  assert.equal(compareDecimals('0', '-0.00'), 0)
})

test('the plain notation of a number keeps its places', () => {
  const plain = { '25000.50': '25000.50', '0.10': '0.10', '-0.5': '-0.5', '1e3': '1000', '1.50e1': '15.0', '-0': '0' }
  for (const [number, wanted] of Object.entries(plain)) assert.equal(plainDecimal(number), wanted)
  assert.equal(plainDecimal('12345678901234567890.1'), '12345678901234567890.1')
  assert.equal(plainDecimal('1e301'), undefined)
})
