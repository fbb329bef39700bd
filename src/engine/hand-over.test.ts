import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Claim } from '../queue/claim.ts'
import { HandedClaims } from './hand-over.ts'

test('claims are taken in the order they were handed over, whole groups at a time', () => {
  const handed = new HandedClaims(1000)
  for (const keys of [['a', 'b'], ['c'], ['d']]) handed.add(keys.map(claim), 0)
  assert.equal(handed.count, 4)
  assert.deepEqual(handed.take(3, 1).map(key), ['a', 'b', 'c'])
  assert.deepEqual(handed.take(3, 1).map(key), ['d'])
  assert.deepEqual(handed.take(3, 1), [])
})

test('claims that waited too long are not begun with but given back', () => {
  const handed = new HandedClaims(1000)
  handed.add([claim('a')], 0)
  handed.add([claim('b')], 900)
  assert.deepEqual(handed.take(9, 1000), [])
  assert.deepEqual(handed.takeStale(1000).map(key), ['a'])
  assert.deepEqual(handed.take(9, 1000).map(key), ['b'])
})

test('when the work stops all claims are given back', () => {
  const handed = new HandedClaims(1000)
  handed.add([claim('a')], 0)
  handed.add([claim('b')], 5000)
  assert.deepEqual(handed.takeAll().map(key), ['a', 'b'])
  assert.equal(handed.count, 0)
})

function claim(objectKey: string): Claim {
  return { objectKey, messageId: 'm', sequence: '1', attempt: 1, token: 't', isLast: true }
}

function key({ objectKey }: Claim): string {
  return objectKey
}
