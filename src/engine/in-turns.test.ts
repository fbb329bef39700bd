import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTurns } from './in-turns.ts'

test('all of it is done in order, and other work has its turn meanwhile', async () => {
  const done: number[] = []
  let doneBeforeOthers = -1
  setImmediate(() => {
    doneBeforeOthers = done.length
  })
  const results = await inTurns(
    Array.from({ length: 100 }, (_, index) => index),
    (index) => done.push(index),
  )
  assert.deepEqual(
    results,
    Array.from({ length: 100 }, (_, index) => index + 1),
  )
  assert.ok(doneBeforeOthers > 0 && doneBeforeOthers < 100, `${doneBeforeOthers}`)
})
