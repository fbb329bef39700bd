import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrival } from '../../test/support/arrival.ts'
import { FreshDocuments } from './fresh-documents.ts'

const received = (number: number, bytes = 100) => arrival(number, { payload: new Uint8Array(bytes) })

test('a message is there for each of its deliveries, and then forgotten', () => {
  const fresh = new FreshDocuments()
  const one = received(1)
  fresh.keep('one', one, 2)
  assert.equal(fresh.take('one')?.document, one.document)
  assert.equal(fresh.take('one')?.payload, one.payload)
  assert.equal(fresh.take('one'), undefined)
})

test('when the room is full nothing more is kept, until something was taken', () => {
  const fresh = new FreshDocuments(250)
  for (const number of [1, 2, 3]) fresh.keep(String(number), received(number), 1)
  assert.deepEqual(
    ['1', '3'].map((id) => fresh.take(id) !== undefined),
    [true, false],
  )
  fresh.keep('4', received(4), 1)
  assert.notEqual(fresh.take('4'), undefined)
})

test('what nobody asked for within half a minute makes room', () => {
  const fresh = new FreshDocuments(250)
  fresh.keep('old', received(1, 200), 1, 0)
  fresh.keep('refused', received(2, 200), 1, 29_999)
  fresh.keep('new', received(3, 200), 1, 30_000)
  assert.deepEqual(
    ['old', 'refused', 'new'].map((id) => fresh.take(id) !== undefined),
    [false, false, true],
  )
})
