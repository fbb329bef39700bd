import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timeFrom, timeTo, wholeNumber } from './arguments.ts'

test('a date alone is the whole day of this machine, from its first to its last moment', () => {
  assert.equal(timeFrom('2026-11-24'), new Date(2026, 10, 24).toISOString())
  assert.equal(timeTo('2026-11-24'), new Date(2026, 10, 24, 23, 59, 59, 999).toISOString())
})

test('a time is taken as the list prints it, with a zone where one is given', () => {
  for (const read of [timeFrom, timeTo]) {
    assert.equal(read('2026-11-24 14:05:09'), new Date(2026, 10, 24, 14, 5, 9).toISOString())
    assert.equal(read('2026-11-24T08:00:00Z'), '2026-11-24T08:00:00.000Z')
    assert.equal(read('2026-11-24T08:00+02:00'), '2026-11-24T06:00:00.000Z')
  }
})

test('what is no time, or only perhaps one, is refused with an example', () => {
  for (const text of ['', 'yesterday', '24.11.2026', '2026-13-01', '2026-11-24T25:00', '2026']) {
    assert.throws(() => timeFrom(text), /such as 2026-11-24, '2026-11-24 08:00'/, text)
  }
})

test('a whole number keeps its bounds', () => {
  const upTo500 = wholeNumber(1, 500)
  assert.deepEqual([upTo500('1'), upTo500('500')], [1, 500])
  for (const text of ['0', '501', '-1', '1.5', '1e2', '', ' ', 'x']) assert.throws(() => upTo500(text), /from 1 to 500/, text)
  assert.throws(() => wholeNumber(1)('0'), /a whole number from 1\.$/)
})
