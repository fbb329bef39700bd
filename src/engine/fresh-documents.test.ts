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

test('what is longest in it goes first when the room is full', () => {
  const fresh = new FreshDocuments(250)
  for (const number of [1, 2, 3]) fresh.keep(String(number), received(number), 1)
  assert.deepEqual(
    ['1', '2', '3'].map((id) => fresh.take(id) !== undefined),
    [false, true, true],
  )
})

test('what is larger than the room is not kept', () => {
  const fresh = new FreshDocuments(250)
  fresh.keep('large', received(1, 300), 1)
  assert.equal(fresh.take('large'), undefined)
  fresh.keep('small', received(2), 1)
  assert.notEqual(fresh.take('small'), undefined)
})
