import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { finishHeld } from '../../test/support/finish-held.ts'
import { received } from '../../test/support/received.ts'
import { type Claim, claim } from '../queue/claim.ts'
import { hold } from '../queue/hold.ts'
import { park } from '../queue/park.ts'
import { postpone } from '../queue/postpone.ts'
import { readMessage } from '../store/read-message.ts'
import { recordAttempts } from '../store/settle-deliveries.ts'
import { cancelMessage } from './cancel.ts'
import { restartMessage } from './restart.ts'

const database = await ownDatabase()
beforeEach(() => database.sql`truncate lane, queue_entry, delivery, attempt, message, message_identity, audit`)

test('restarting a held message makes it due, and what waits behind it goes after it', async () => {
  const held = await received(database.sql, 1, ['material/1'], 'unit unknown')
  const next = await received(database.sql, 2, ['material/1'])
  assert.deepEqual(await claimAll(), [])
  assert.deepEqual(await restartMessage(database.sql, held, { who: 'admin' }), { changed: 1, refused: [] })
  assert.equal((await readMessage(database.sql, held))?.status, 'waiting')
  assert.equal((await deliverAll())[0]?.messageId, held)
  assert.equal((await deliverAll())[0]?.messageId, next)
})

test('restarting a message that was put off or parked makes it due now', async () => {
  const putOff = await received(database.sql, 1, ['material/1'])
  const parked = await received(database.sql, 2, ['material/2'])
  const [one, two] = (await claimAll()).sort((a, b) => (a.objectKey < b.objectKey ? -1 : 1))
  assert.ok(one && two)
  await database.sql.begin(async (tx) => {
    await postpone(tx, [{ claim: one, milliseconds: 3_600_000 }])
    await park(tx, [{ claim: two, parkedFor: 'material/3', milliseconds: 3_600_000 }])
  })
  const dueAt = async () => (await readMessage(database.sql, putOff))?.deliveries[0]?.dueAt
  assert.ok(await dueAt())
  await restartMessage(database.sql, putOff, { who: 'admin' })
  assert.equal(await dueAt(), undefined)
  await restartMessage(database.sql, parked, { who: 'admin' })
  assert.deepEqual((await claimAll()).map(({ messageId }) => messageId).sort(), [putOff, parked].sort())
})

test('restarting a delivered message puts it at the end of the line', async () => {
  const done = await received(database.sql, 1, ['material/1'])
  await deliverAll()
  const next = await received(database.sql, 2, ['material/1'])
  assert.deepEqual(await restartMessage(database.sql, done, { who: 'admin' }), { changed: 1, refused: [] })
  assert.equal((await deliverAll())[0]?.messageId, next)
  const [again] = await deliverAll()
  assert.deepEqual([again?.messageId, again?.attempt], [done, 2])
})

test('every attempt is told of, before a restart and after it', async () => {
  const done = await received(database.sql, 1, ['material/1'])
  const numbers = async () =>
    (await readMessage(database.sql, done))?.attempts.map(({ number, outcome }) => `${number} ${outcome}`)
  await deliverAll()
  const [first] = (await readMessage(database.sql, done))?.attempts ?? []
  assert.deepEqual(await numbers(), ['1 delivered'])
  await restartMessage(database.sql, done, { who: 'admin' })
  assert.deepEqual((await readMessage(database.sql, done))?.attempts, [first])
  await deliverAll()
  await restartMessage(database.sql, done, { who: 'admin' })
  await deliverAll()
  assert.deepEqual(await numbers(), ['1 delivered', '2 delivered', '3 delivered'])
})

test('a message that is being delivered, or waits behind another, is not restarted, and it is said why', async () => {
  const working = await received(database.sql, 1, ['material/1'])
  const behind = await received(database.sql, 2, ['material/1'])
  await claimAll()
  assert.deepEqual(await restartMessage(database.sql, working, { who: 'admin' }), {
    changed: 0,
    refused: [{ objectKey: 'material/1', why: 'material/1 is being delivered right now' }],
  })
  const { changed, refused } = await restartMessage(database.sql, behind, { who: 'admin' })
  assert.equal(changed, 0)
  assert.match(refused[0]?.why ?? '', /waits behind an earlier message/)
})

test('people who restart a delivered message at once, or cancel it meanwhile, deliver it once or not at all', async () => {
  for (let docnum = 1; docnum <= 20; docnum++) {
    const done = await received(database.sql, docnum, ['material/1', 'material/2'])
    await deliverAll()
    const people = ['one', 'two', 'three', 'four']
    const acts = people.map((who) => restartMessage(database.sql, done, { who }))
    if (docnum % 2 === 0) acts.push(cancelMessage(database.sql, done, { who: 'five', reason: 'no more' }))
    await Promise.all(acts)
    const again = (await deliverAll()).length
    assert.ok(docnum % 2 === 0 ? [0, 2].includes(again) : again === 2, `${again}`)
    assert.equal((await deliverAll()).length, 0)
  }
})

test('cancelling a held message lets the next one of its object go', async () => {
  const first = await received(database.sql, 1, ['material/1', 'material/2'])
  const next = await received(database.sql, 2, ['material/1'])
  const claims = await claimAll()
  await database.sql.begin((tx) => hold(tx, claims))
  assert.deepEqual(await cancelMessage(database.sql, first, { who: 'admin', reason: 'sent by mistake' }), {
    changed: 2,
    refused: [],
  })
  assert.equal((await readMessage(database.sql, first))?.status, 'cancelled')
  assert.equal((await readMessage(database.sql, first))?.deliveries[0]?.reason, 'Cancelled by admin: sent by mistake')
  assert.deepEqual(
    (await deliverAll()).map(({ messageId }) => messageId),
    [next],
  )
  assert.equal((await database.sql`select from lane`).count, 0)
})

test('cancelling a message further back leaves the line as it is', async () => {
  const first = await received(database.sql, 1, ['material/1'], 'unit unknown')
  const second = await received(database.sql, 2, ['material/1'])
  await cancelMessage(database.sql, second, { who: 'admin', reason: 'superfluous' })
  assert.deepEqual(await claimAll(), [])
  assert.equal((await readMessage(database.sql, first))?.status, 'held')
})

test('what is being delivered or was delivered is not cancelled, and it is said why', async () => {
  const done = await received(database.sql, 1, ['material/1'])
  await deliverAll()
  const working = await received(database.sql, 2, ['material/1'])
  await claimAll()
  const cancel = (id: string) => cancelMessage(database.sql, id, { who: 'admin', reason: 'no' })
  assert.deepEqual((await cancel(done)).refused, [{ objectKey: 'material/1', why: 'material/1 is delivered already' }])
  assert.deepEqual((await cancel(working)).refused, [{ objectKey: 'material/1', why: 'material/1 is being delivered right now' }])
})

test('a worker whose claim expired does not bring back what was cancelled meanwhile', async () => {
  const id = await received(database.sql, 1, ['material/1'])
  const claims = await claimAll(0)
  await cancelMessage(database.sql, id, { who: 'admin', reason: 'the worker died' })
  assert.deepEqual([...(await database.sql.begin((tx) => finishHeld(tx, claims)))], [])
  assert.equal((await readMessage(database.sql, id))?.status, 'cancelled')
})

test('who restarted and who cancelled, and why, is in the audit log', async () => {
  const id = await received(database.sql, 1, ['material/1'], 'unit unknown')
  await restartMessage(database.sql, id, { who: 'anna' })
  await cancelMessage(database.sql, id, { who: 'otto', reason: 'sent by mistake' })
  await cancelMessage(database.sql, id, { who: 'otto', reason: 'once more, to no effect' })
  const deeds = await database.sql`select who, action, message_id, reason from audit order by id`
  assert.deepEqual(
    deeds.map((deed) => ({ ...deed })),
    [
      { who: 'anna', action: 'restart', message_id: id, reason: null },
      { who: 'otto', action: 'cancel', message_id: id, reason: 'sent by mistake' },
    ],
  )
})

function claimAll(seconds = 60): Promise<Claim[]> {
  return claim(database.sql, { token: randomUUID(), limit: 100, seconds })
}

async function deliverAll(): Promise<Claim[]> {
  const claims = await claimAll()
  await database.sql.begin(async (tx) => {
    await recordAttempts(
      tx,
      claims.map(({ messageId, objectKey, attempt }) => ({
        messageId,
        objectKey,
        attempt,
        status: 'delivered',
        startedAt: new Date(),
        rows: [],
        warnings: [],
      })),
    )
    await finishHeld(tx, claims)
  })
  return claims
}
