import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { finishHeld } from '../../test/support/finish-held.ts'
import { type Claim, claim } from './claim.ts'
import { depth } from './depth.ts'
import { enqueue } from './enqueue.ts'
import { finish } from './finish.ts'
import { hold } from './hold.ts'
import { nextDue } from './next-due.ts'
import { park } from './park.ts'
import { postpone } from './postpone.ts'
import { release } from './release.ts'
import { renew } from './renew.ts'
import { lockStillHeld } from './still-held.ts'
import { wakeParked } from './wake.ts'

const database = await ownDatabase()
beforeEach(() => database.sql`truncate lane, queue_entry`)

test('a key offers its first entry only, and nothing while somebody works on it', async () => {
  const [first] = await enqueued('material/1', 'material/1', 'material/2')
  const claims = await claimAll()
  assert.deepEqual(claims.map(({ objectKey }) => objectKey).sort(), ['material/1', 'material/2'])
  assert.equal(claims.find(({ objectKey }) => objectKey === 'material/1')?.messageId, first)
  assert.deepEqual(await claimAll(), [])
})

test('no more keys are claimed than were asked for, those that are due longest first', async () => {
  await enqueued('material/3')
  await enqueued('material/1')
  await enqueued('material/2')
  const claims = await claim(database.sql, { token: randomUUID(), limit: 2, seconds: 60 })
  assert.deepEqual(claims.map(({ objectKey }) => objectKey).sort(), ['material/1', 'material/3'])
})

test('what is urgent goes before everything that has not waited for an hour yet', async () => {
  await enqueued('material/1', 'material/2')
  await database.sql`update lane set due_at = due_at - interval '61 minutes' where object_key = 'material/2'`
  await put({ objectKey: 'material/3', isUrgent: true })
  assert.deepEqual(await claimedInTurn(), ['material/2', 'material/3', 'material/1'])
})

test('what is urgent and waits behind another of its object takes that along', async () => {
  await enqueued('material/1', 'material/2')
  await put({ objectKey: 'material/2', isUrgent: true })
  assert.deepEqual(await claimedInTurn(), ['material/2', 'material/1'])
})

test('what is urgent wakes nothing that is in work, held, parked or to be tried later', async () => {
  const keys = ['material/1', 'material/2', 'material/3', 'material/4']
  await enqueued(...keys)
  const claims = await claimAll()
  const [, held, parked, late] = keys.map((key) => claims.find(({ objectKey }) => objectKey === key) as Claim)
  assert.ok(held && parked && late)
  await settle(async (tx) => {
    await hold(tx, [held])
    await park(tx, [{ claim: parked, parkedFor: 'material/9', milliseconds: 60_000 }])
    await postpone(tx, [{ claim: late, milliseconds: 60_000 }])
  })
  for (const objectKey of keys) await put({ objectKey, isUrgent: true })
  assert.deepEqual(await claimedInTurn(), [])
})

test('finishing gives the key to the next entry, and leaves nothing behind after the last', async () => {
  const ids = await enqueued('material/1', 'material/1')
  const worked: (string | undefined)[] = []
  for (let round = 0; round < 2; round++) {
    const claims = await claimAll()
    worked.push(claims[0]?.messageId)
    await settle((tx) => finishHeld(tx, claims))
  }
  assert.deepEqual(worked, ids)
  assert.equal(await nextDue(database.sql), undefined)
  assert.equal((await database.sql`select from lane`).count, 0)
})

test('a claim that expired is taken by another worker, and the former holder finishes nothing', async () => {
  await enqueued('material/1')
  const [lost] = await claimAll(0)
  const [taken] = await claimAll(60)
  assert.equal(taken?.messageId, lost?.messageId)
  assert.equal(taken?.attempt, 2)
  assert.ok(lost && taken)

  await settle(async (tx) => {
    assert.deepEqual(await lockStillHeld(tx, [lost, taken]), [taken])
    assert.deepEqual(await finish(tx, [lost]), [])
    await hold(tx, [lost])
    await release(tx, [lost])
    await postpone(tx, [{ claim: lost, milliseconds: 0 }])
    await park(tx, [{ claim: lost, parkedFor: 'material/2', milliseconds: 0 }])
  })
  assert.deepEqual(await renew(database.sql, [lost], 60), [])
  assert.deepEqual(await depth(database.sql), { waiting: 0, delivering: 1, held: 0, parked: 0 })
  assert.deepEqual(await settle((tx) => finishHeld(tx, [taken])), [taken])
})

test('a claim that is renewed does not expire', async () => {
  await enqueued('material/1')
  const claims = await claimAll(0)
  assert.deepEqual(await renew(database.sql, claims, 60), claims)
  assert.deepEqual(await claimAll(), [])
})

test('a claim that was given back is not counted as an attempt', async () => {
  await enqueued('material/1')
  const claims = await claimAll()
  await settle((tx) => release(tx, claims))
  assert.equal((await claimAll())[0]?.attempt, 1)
})

test('a postponed entry comes back when its time has come, with the next attempt', async () => {
  await enqueued('material/1', 'material/1')
  const [first] = await claimAll()
  assert.ok(first)
  await settle((tx) => postpone(tx, [{ claim: first, milliseconds: 60_000 }]))
  assert.deepEqual(await claimAll(), [])
  const milliseconds = await nextDue(database.sql)
  assert.ok(milliseconds !== undefined && milliseconds > 50_000 && milliseconds <= 60_000)

  await database.sql`update lane set due_at = now()`
  const [again] = await claimAll()
  assert.deepEqual([again?.messageId, again?.attempt], [first.messageId, 2])
})

test('a held entry stops its own key only, also for what comes later', async () => {
  await enqueued('material/1', 'material/2')
  const claims = await claimAll()
  await settle(async (tx) => {
    await hold(tx, claims.filter(isOf('material/1')))
    await finishHeld(tx, claims.filter(isOf('material/2')))
  })
  await enqueued('material/1', 'material/2')
  assert.deepEqual(
    (await claimAll()).map(({ objectKey }) => objectKey),
    ['material/2'],
  )
  assert.deepEqual(await depth(database.sql), { waiting: 1, delivering: 1, held: 1, parked: 0 })
})

test('an entry that is held from the start lets those before it go and stops those behind it', async () => {
  const [first] = await enqueued('material/1')
  await database.sql.begin((tx) => enqueue(tx, [{ objectKey: 'material/1', messageId: randomUUID(), held: true }]))
  await enqueued('material/1')
  const claims = await claimAll()
  assert.deepEqual(
    claims.map(({ messageId }) => messageId),
    [first],
  )
  await settle((tx) => finishHeld(tx, claims))
  assert.deepEqual(await claimAll(), [])
  assert.equal(await nextDue(database.sql), undefined)
})

test('a parked entry is due at once when what it waits for was delivered', async () => {
  await enqueued('invoice/9')
  const [parked] = await claimAll()
  assert.ok(parked)
  await settle((tx) => park(tx, [{ claim: parked, parkedFor: 'business-partner/4711', milliseconds: 60_000 }]))
  assert.deepEqual(await claimAll(), [])
  assert.deepEqual(await depth(database.sql), { waiting: 0, delivering: 0, held: 0, parked: 1 })

  assert.equal(await wakeParked(database.sql, ['business-partner/4712']), 0)
  assert.equal(await wakeParked(database.sql, ['business-partner/4711']), 1)
  assert.equal((await claimAll())[0]?.messageId, parked.messageId)
})

test('a parked entry is tried again after a while even when nobody woke it', async () => {
  await enqueued('invoice/9')
  const [parked] = await claimAll()
  assert.ok(parked)
  await settle((tx) => park(tx, [{ claim: parked, parkedFor: 'business-partner/4711', milliseconds: 0 }]))
  assert.equal((await claimAll())[0]?.messageId, parked.messageId)
})

test('workers are told of new work when it is committed', async () => {
  const told = Promise.withResolvers<void>()
  const { unlisten } = await database.sql.listen('landbridge_work', () => told.resolve())
  await enqueued('material/1')
  await told.promise
  await unlisten()
})

test('what a claimant puts in line is its own at once where nothing stands in front of it', async () => {
  await enqueued('material/2')
  const messageId = randomUUID() as string
  const entries = ['material/1', 'material/2', 'material/3'].map((objectKey) => ({
    objectKey,
    messageId,
    held: objectKey === 'material/3',
  }))
  const claims = await database.sql.begin((tx) => enqueue(tx, entries, { token: 'mine', seconds: 60 }))
  assert.deepEqual(
    claims.map(({ objectKey, attempt, token, isLast }) => ({ objectKey, attempt, token, isLast })),
    [{ objectKey: 'material/1', attempt: 1, token: 'mine', isLast: true }],
  )
  assert.deepEqual(
    (await claimAll()).map(({ objectKey }) => objectKey),
    ['material/2'],
  )
  assert.deepEqual(await settle((tx) => finishHeld(tx, claims)), claims)
  assert.deepEqual(await depth(database.sql), { waiting: 1, delivering: 1, held: 1, parked: 0 })
})

test('of several entries a claimant puts on one key it gets the first, and knows that more stand behind it', async () => {
  const entries = [1, 2].map(() => ({ objectKey: 'material/1', messageId: randomUUID() as string, held: false }))
  const [first, ...others] = await database.sql.begin((tx) => enqueue(tx, entries, { token: 'mine', seconds: 0.01 }))
  assert.deepEqual([first?.messageId, first?.isLast, others], [entries[0]?.messageId, false, []])
  assert.ok(first)
  await settle((tx) => release(tx, [first]))
  const [again] = await claimAll()
  assert.deepEqual([again?.messageId, again?.attempt], [first.messageId, 1])
})

async function enqueued(...objectKeys: string[]): Promise<string[]> {
  const entries = objectKeys.map((objectKey) => ({ objectKey, messageId: randomUUID() as string, held: false }))
  await database.sql.begin((tx) => enqueue(tx, entries))
  return entries.map(({ messageId }) => messageId)
}

async function put(entry: { objectKey: string; isUrgent: boolean }): Promise<void> {
  await database.sql.begin((tx) => enqueue(tx, [{ messageId: randomUUID(), held: false, ...entry }]))
}

/** The keys in the order they are given out. */
async function claimedInTurn(): Promise<string[]> {
  const keys: string[] = []
  for (;;) {
    const [claimed] = await claim(database.sql, { token: randomUUID(), limit: 1, seconds: 60 })
    if (claimed === undefined) return keys
    keys.push(claimed.objectKey)
  }
}

function claimAll(seconds = 60): Promise<Claim[]> {
  return claim(database.sql, { token: randomUUID(), limit: 100, seconds })
}

async function settle<T>(work: (tx: Parameters<typeof finish>[0]) => Promise<T>): Promise<T> {
  return (await database.sql.begin(work)) as T
}

function isOf(objectKey: string) {
  return (claimed: Claim) => claimed.objectKey === objectKey
}
