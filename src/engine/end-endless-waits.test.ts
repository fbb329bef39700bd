import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { endEndlessWaits, longestWait } from './end-endless-waits.ts'
import type { Outcome } from './outcome.ts'

const database = await ownDatabase()
beforeEach(() => database.sql`truncate lane`)

const now = new Date('2026-11-24T12:00:00Z')

function parkedOutcome(objectKey: string, parkedFor: string, receivedAt = now): Outcome {
  const plan = { claim: { objectKey }, message: { receivedAt } }
  return {
    plan,
    status: 'parked',
    parkedFor,
    rows: [],
    operation: 'none',
    warnings: [],
    reason: 'It refers to another.',
  } as never
}

async function ended(outcome: Outcome): Promise<Pick<Outcome, 'status' | 'reason'>> {
  const [{ status, reason } = outcome] = await endEndlessWaits(database.sql, [outcome], now)
  return reason === undefined ? { status } : { status, reason }
}

async function parkedLane(objectKey: string, parkedFor: string): Promise<void> {
  await database.sql`insert into lane (object_key, parked_for) values (${objectKey}, ${parkedFor})`
}

test('what waits for an object that waits for nobody goes on waiting', async () => {
  assert.equal((await ended(parkedOutcome('a/1', 'a/2'))).status, 'parked')
  await parkedLane('a/2', 'a/3')
  assert.equal((await ended(parkedOutcome('a/1', 'a/2'))).status, 'parked')
})

test('what waits for itself by a chain of others is held, with the chain', async () => {
  await parkedLane('a/2', 'a/3')
  await parkedLane('a/3', 'a/1')
  const { status, reason } = await ended(parkedOutcome('a/1', 'a/2'))
  assert.equal(status, 'held')
  assert.match(
    reason ?? '',
    /^These wait for each other: a\/1 waits for a\/2 waits for a\/3 waits for a\/1\. .*It refers to another\.$/,
  )
})

test('a circle it does not belong to is not its fault', async () => {
  await parkedLane('a/2', 'a/3')
  await parkedLane('a/3', 'a/2')
  assert.equal((await ended(parkedOutcome('a/1', 'a/2'))).status, 'parked')
})

test('what waited for a week is held, with what it waits for', async () => {
  await parkedLane('a/2', 'a/3')
  const { status, reason } = await ended(parkedOutcome('a/1', 'a/2', new Date(now.getTime() - longestWait)))
  assert.equal(status, 'held')
  assert.match(reason ?? '', /^For 7 days a\/1 waits for a\/2 waits for a\/3, and it did not come\. /)
})
