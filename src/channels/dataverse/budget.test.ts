import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Budget } from './budget.ts'

const minutes = (count: number) => count * 60_000

test('without a limit there is always enough', () => {
  const budget = new Budget(undefined)
  budget.spend(1_000_000, 0)
  assert.equal(budget.pause(0), undefined)
  assert.equal(budget.used(0), 1_000_000)
})

test('from four fifths on the rest is spread over the day, and the limit is never passed', () => {
  const budget = new Budget(28_800)
  budget.spend(23_040, 0)
  // A fifth, spread over 288 parts of five minutes: 20 each.
  assert.equal(budget.pause(0)?.retryAfter, minutes(5))
  assert.equal(budget.pause(0)?.isUntried, true)
  let now = 0
  for (let part = 1; part < 288; part++) {
    now = minutes(5 * part)
    assert.equal(budget.pause(now), undefined)
    budget.spend(20, now)
    assert.equal(budget.pause(now)?.retryAfter, minutes(5))
  }
  assert.ok(budget.used(now) <= 28_800)
})

test('what is older than a day counts no more', () => {
  const budget = new Budget(100)
  budget.spend(100, 0)
  assert.match(budget.pause(1)?.message ?? '', /100 of the 100 requests/)
  assert.equal(budget.used(minutes(24 * 60)), 0)
  assert.equal(budget.pause(minutes(24 * 60)), undefined)
})
