import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { finishHeld } from '../../test/support/finish-held.ts'
import { type Claim, claim } from './claim.ts'
import { enqueue, type NewEntry } from './enqueue.ts'
import { readPlaces } from './lock-lanes.ts'
import { release } from './release.ts'
import { takeFollowers } from './take-followers.ts'

const database = await ownDatabase()
beforeEach(() => database.sql`truncate lane, queue_entry`)

test('what waits directly behind a claimed entry goes with it in order, as many as are asked for', async () => {
  const ids = await put({}, {}, {}, {})
  const [first] = await claimAll()
  assert.equal(first?.isLast, false)
  const followers = await takeFollowers(database.sql, [first as Claim], 2)
  assert.deepEqual(
    followers.map(({ messageId, token, attempt }) => ({ messageId, token, attempt })),
    ids.slice(1, 3).map((messageId) => ({ messageId, token: first?.token, attempt: 1 })),
  )
})

test('an entry that waits for a person, or has its place in a queue, goes with nobody, nor what is behind it', async () => {
  for (const stop of [{ held: true }, { queue: 'S4H/Q' }]) {
    await database.sql`truncate lane, queue_entry`
    const [, second] = await put({}, {}, stop, {})
    const followers = await takeFollowers(database.sql, await claimAll(), 20)
    assert.deepEqual(
      followers.map(({ messageId }) => messageId),
      [second],
    )
  }
})

test('finished together, the next one of the object is in line', async () => {
  const ids = await put({}, {}, {})
  const claims = await claimAll()
  const followers = await takeFollowers(database.sql, claims, 1)
  await database.sql.begin((tx) => finishHeld(tx, [...claims, ...followers]))
  const [next] = await claimAll()
  assert.deepEqual([next?.messageId, next?.isLast], [ids[2], true])
  await database.sql.begin((tx) => finishHeld(tx, [next as Claim]))
  assert.equal((await database.sql`select from lane`).count, 0)
})

test('it counts as being worked on for as long as the claim it goes with', async () => {
  const [, second] = await put({}, {})
  const claims = await claimAll()
  await takeFollowers(database.sql, claims, 20)
  const isWorkedOn = async () => (await readPlaces(database.sql, second as string))[0]?.isWorkedOn
  assert.equal(await isWorkedOn(), true)
  await release(database.sql, claims)
  assert.equal(await isWorkedOn(), false)
})

async function put(...entries: Partial<NewEntry>[]): Promise<string[]> {
  const all = entries.map((entry) => ({ messageId: randomUUID(), objectKey: 'material/1', held: false, ...entry }))
  await database.sql.begin((tx) => enqueue(tx, all))
  return all.map(({ messageId }) => messageId)
}

function claimAll(): Promise<Claim[]> {
  return claim(database.sql, { token: randomUUID(), limit: 10, seconds: 60 })
}
