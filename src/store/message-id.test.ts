import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idsBeginningWith, lowestId, newMessageId, timeOf } from './message-id.ts'

test('message ids are UUIDs of version 7 that only grow, also when the clock stands still or goes back', () => {
  const now = Date.now()
  const ids = Array.from({ length: 20_000 }, (_, number) => newMessageId(now - (number % 3)))
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.deepEqual([...ids].sort(), ids)
  assert.equal(new Set(ids).size, ids.length)
})

test('the lowest id of a time is below every id made then and above every one made before', () => {
  const time = new Date(Date.now() + 60_000)
  const before = newMessageId(time.getTime() - 1)
  const then = newMessageId(time.getTime())
  assert.ok(before < lowestId(time) && lowestId(time) < then)
  assert.equal(timeOf(then).getTime(), time.getTime())
})

test('the beginning of an id stands for a range, anything else for nothing', () => {
  assert.deepEqual(idsBeginningWith('01A2086e-d'), {
    from: '01a2086e-d000-0000-0000-000000000000',
    to: '01a2086e-dfff-ffff-ffff-ffffffffffff',
  })
  assert.equal(idsBeginningWith('4711x'), undefined)
  assert.equal(idsBeginningWith(''), undefined)
})
