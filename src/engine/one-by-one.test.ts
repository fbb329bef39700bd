import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneByOne } from './one-by-one.ts'

test('what was read last stays, though an earlier look took longer, and a look that failed stops none', async () => {
  let now = 'first'
  let seen = ''
  const looks = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const waits = looks.values()
  const look = oneByOne(async () => {
    const found = now
    await waits.next().value?.promise
    seen = found
  })
  const calls = [look(), look(), look()]
  now = 'second'
  looks[2]?.resolve()
  looks[1]?.reject(new Error('away'))
  looks[0]?.resolve()
  assert.deepEqual(
    (await Promise.allSettled(calls)).map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.equal(seen, 'second')
})
