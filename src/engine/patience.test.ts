import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Patience } from './patience.ts'

/** Batches of so many, one after another, each begun so many milliseconds after the one before. */
function after({ batches, of, each }: { batches: number; of: number; each: number }): number {
  const patience = new Patience()
  for (let index = 0; index < batches; index++) patience.note(of, index * each)
  return patience.milliseconds()
}

test('fifty documents a second are not kept waiting, whether they come one by one or were gathered', () => {
  assert.equal(after({ batches: 100, of: 1, each: 20 }), 0)
  assert.equal(after({ batches: 10, of: 10, each: 200 }), 0)
})

test('three hundred documents a second are gathered, and go on being gathered when they were', () => {
  const gathered = after({ batches: 200, of: 1, each: 3 })
  assert.ok(gathered > 0)
  assert.equal(after({ batches: 10, of: 60, each: gathered }), gathered)
})

test('one packet is not a reason to wait for more', () => {
  const patience = new Patience()
  patience.note(1, 0)
  patience.note(200, 10)
  assert.equal(patience.milliseconds(), 0)
})

test('what came half a second ago is forgotten', () => {
  const patience = new Patience()
  for (let index = 0; index < 200; index++) patience.note(1, index)
  patience.note(1, 1000)
  assert.equal(patience.milliseconds(), 0)
})
