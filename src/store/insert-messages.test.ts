import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { arrival } from '../../test/support/arrival.ts'
import { ownDatabase } from '../../test/support/database.ts'
import { insertMessages } from './insert-messages.ts'
import { readPayloads } from './read-payloads.ts'

const database = await ownDatabase()
beforeEach(() => database.sql`truncate message, message_identity`)

test('the payload is kept byte for byte', async () => {
  const payload = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  const [{ messageId } = { messageId: '' }] = await insertMessages(database.sql, [arrival(1, { payload })])
  const [stored] = await readPayloads(database.sql, [messageId])
  assert.deepEqual(Uint8Array.from(stored?.payload ?? []), payload)
})

test('a document that comes again has the id of the first one', async () => {
  const [first] = await insertMessages(database.sql, [arrival(1)])
  const again = await insertMessages(database.sql, [arrival(2), arrival(1)])
  assert.deepEqual([again[0]?.repeated, again[1]], [false, { messageId: first?.messageId, repeated: true }])
  assert.equal(await countMessages(), 2)
})

test('the same document twice in one packet is one message', async () => {
  const [first, second] = await insertMessages(database.sql, [arrival(1), arrival(1)])
  assert.deepEqual([first?.repeated, second], [false, { messageId: first?.messageId, repeated: true }])
  assert.equal(await countMessages(), 1)
})

test('ids sort in the order of arrival, across a packet of two thousand', async () => {
  const stored = await insertMessages(
    database.sql,
    Array.from({ length: 2000 }, (_, number) => arrival(number)),
  )
  const ids = stored.map(({ messageId }) => messageId)
  assert.deepEqual([...ids].sort(), ids)
  assert.equal(await countMessages(), 2000)
})

test('the same document at once from two connections: the second waits, and is repeated when the first commits', async () => {
  const { first, second } = await together('commit')
  assert.deepEqual(second, { messageId: first?.messageId, repeated: true })
  assert.equal(await countMessages(), 1)
})

test('the same document at once from two connections: the second is stored when the first fails', async () => {
  const { second } = await together('roll back')
  assert.equal(second?.repeated, false)
  assert.equal(await countMessages(), 1)
})

/** Two transactions store document 1; the second is waiting for the first when that one ends as told. */
async function together(end: 'commit' | 'roll back') {
  const { sql } = database
  const isIn = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  const first = sql
    .begin(async (tx) => {
      const [stored] = await insertMessages(tx, [arrival(1)])
      isIn.resolve()
      await mayEnd.promise
      if (end === 'roll back') throw new Error('the packet turned out to be broken')
      return stored
    })
    .catch(() => undefined)
  await isIn.promise
  const second = sql.begin((tx) => insertMessages(tx, [arrival(1)]))
  await somebodyWaitsForALock()
  mayEnd.resolve()
  const [stored] = await second
  return { first: await first, second: stored }
}

async function somebodyWaitsForALock(): Promise<void> {
  for (;;) {
    const [waiting] = await database.sql<[{ count: number }]>`
      select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    if (waiting.count > 0) return
  }
}

async function countMessages(): Promise<number> {
  const [counted] = await database.sql<[{ count: number }]>`select count(*)::int as count from message`
  return counted.count
}
