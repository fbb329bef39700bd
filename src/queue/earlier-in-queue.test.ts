import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { finishHeld } from '../../test/support/finish-held.ts'
import { claim } from './claim.ts'
import { earlierInQueue } from './earlier-in-queue.ts'
import { enqueue } from './enqueue.ts'

const database = await ownDatabase()
beforeEach(() => database.sql`truncate lane, queue_entry`)

test('what comes later in a queue knows the nearest open entry before it, until that is finished', async () => {
  const [one, two] = [await put('S4H/Q', 'invoice/1', 'invoice/2'), await put('S4H/Q', 'invoice/3')]
  await put('S4H/Q', 'invoice/4')
  await put('S4H/OTHER', 'invoice/5')
  await put(undefined, 'invoice/6')
  const claims = await claim(database.sql, { token: randomUUID(), limit: 10, seconds: 60 })
  const waiting = await earlierInQueue(database.sql, claims)
  assert.deepEqual(Object.fromEntries(waiting), {
    'invoice/3': { objectKey: 'invoice/2', messageId: one, queue: 'S4H/Q' },
    'invoice/4': { objectKey: 'invoice/3', messageId: two, queue: 'S4H/Q' },
  })
  const first = claims.filter(({ messageId }) => messageId === one)
  await database.sql.begin((tx) => finishHeld(tx, first))
  assert.deepEqual([...(await earlierInQueue(database.sql, claims)).keys()], ['invoice/4'])
})

test('without a message that must come in order nobody waits', async () => {
  assert.equal((await earlierInQueue(database.sql, [])).size, 0)
})

async function put(queue: string | undefined, ...objectKeys: string[]): Promise<string> {
  const messageId = randomUUID()
  const entries = objectKeys.map((objectKey) => ({ messageId, objectKey, held: false, ...(queue !== undefined && { queue }) }))
  await database.sql.begin((tx) => enqueue(tx, entries))
  return messageId
}
