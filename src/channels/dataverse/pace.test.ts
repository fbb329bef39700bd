import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Pace } from './pace.ts'

const good = { status: 200, hint: undefined, milliseconds: 10, likeness: 'batch' }

/** As many requests as are allowed, sent and answered together. */
function round(pace: Pace, now: number, outcome: Partial<Parameters<Pace['end']>[0]> = {}): void {
  const count = pace.limit
  for (let n = 0; n < count; n++) pace.begin()
  for (let n = 0; n < count; n++) pace.end({ ...good, startedAt: now, ...outcome }, now + 1)
}

test('it begins with what the service recommends, and rises by one a round while all goes well, up to the most', () => {
  const pace = new Pace(6)
  const seen = [pace.limit]
  round(pace, 0, { hint: 3 })
  seen.push(pace.limit)
  for (let n = 1; n < 20; n++) {
    round(pace, n * 10)
    seen.push(pace.limit)
  }
  assert.deepEqual(
    seen.filter((limit, index) => limit !== seen[index - 1]),
    [4, 3, 4, 5, 6],
  )
  assert.equal(pace.limit, 6)
})

test('requests that were not needed to the full raise nothing', () => {
  const pace = new Pace(16)
  for (let n = 0; n < 50; n++) {
    pace.begin()
    pace.end({ ...good, startedAt: n }, n)
  }
  assert.equal(pace.limit, 4)
})

for (const status of [429, 503, 0]) {
  test(`after ${status || 'no answer'} half as many are allowed, once for all that were under way, and never none`, () => {
    const pace = new Pace(16)
    const limits: number[] = []
    for (let n = 0; n < 3; n++) {
      round(pace, n * 10, { status })
      limits.push(pace.limit)
    }
    assert.deepEqual(limits, [2, 1, 1])
  })
}

test('when an answer takes thrice as long as one like it did, one less is allowed', () => {
  const pace = new Pace(16)
  round(pace, 0, { milliseconds: 500 })
  const before = pace.limit
  round(pace, 10, { milliseconds: 3000, likeness: 'another' })
  round(pace, 20, { milliseconds: 900 })
  const rising = pace.limit
  round(pace, 30, { milliseconds: 2000 })
  assert.deepEqual([before, rising, pace.limit], [5, 7, 6])
})
