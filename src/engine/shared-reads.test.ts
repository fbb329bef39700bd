import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReadMessage } from './fresh-documents.ts'
import { SharedReads } from './shared-reads.ts'

const message: ReadMessage = {
  id: 'one',
  payload: new Uint8Array(),
  contentType: 'text/xml',
  system: 'S4HCLNT100',
  version: '',
  interface: 'inventory',
  receivedAt: new Date(),
}

test('who asks while it is read, and after, gets the same', async () => {
  const reads = new SharedReads()
  let times = 0
  const read = async () => {
    times++
    return { ...message }
  }
  const [first, second] = await Promise.all([reads.get('one', read), reads.get('one', read)])
  assert.equal(first, second)
  assert.equal(await reads.get('one', read), first)
  assert.equal(times, 1)
})

test('what could not be read is read by who comes next', async () => {
  const reads = new SharedReads()
  await assert.rejects(
    reads.get('one', () => Promise.reject(new Error('away'))),
    /away/,
  )
  assert.equal(await reads.get('one', async () => message), message)
})

test('it is forgotten when nobody has asked for it for a while', async () => {
  const reads = new SharedReads(20)
  await reads.get('one', async () => message)
  assert.ok(reads.has('one'))
  while (reads.has('one')) await new Promise((resolve) => setTimeout(resolve, 5))
})
