import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { freshDatabase } from '../../test/support/database.ts'
import { watchWork, workOff } from '../../test/support/queue-worker.ts'
import { connect } from '../store/connect.ts'
import { enqueue } from './enqueue.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
before(async () => {
  database = await freshDatabase()
  await watchWork(database.sql)
})
after(() => database.drop())
beforeEach(() => database.sql`truncate work_done restart identity`)

test('eight workers finish 2,000 entries of 40 keys, each key in order and never two at once', async () => {
  const lines = await enqueueAll(2000, 40)
  const pools = Array.from({ length: 4 }, () => connect(database.url, { max: 3 }))
  await Promise.all(pools.flatMap((sql, pool) => [workOff(sql, `${pool}a`), workOff(sql, `${pool}b`)]))
  await Promise.all(pools.map((sql) => sql.end()))
  await assertAllInOrder(lines)
})

test('two processes share 2,000 entries of 40 keys and keep the order of each', async () => {
  const lines = await enqueueAll(2000, 40)
  const script = join(import.meta.dirname, '../../test/support/queue-worker.ts')
  const processes = [fork(script, [database.url]), fork(script, [database.url])]
  const exits = await Promise.all(processes.map((process) => once(process, 'exit')))
  assert.deepEqual(
    exits.map(([code]) => code),
    [0, 0],
  )
  await assertAllInOrder(lines)
})

test('entries that arrive while others are worked off keep their order and none stays behind', async () => {
  const lines = new Map<string, string[]>()
  const arriving = (async () => {
    for (let packet = 0; packet < 150; packet++) {
      const entries = Array.from({ length: 4 }, () => newEntry(Math.floor(Math.random() * 5)))
      await database.sql.begin((tx) => enqueue(tx, entries))
      for (const { objectKey, messageId } of entries) lines.set(objectKey, [...(lines.get(objectKey) ?? []), messageId])
    }
  })()
  const workers = ['one', 'two', 'three'].map(async (name) => {
    let isArriving = true
    arriving.finally(() => {
      isArriving = false
    })
    while (isArriving) await workOff(database.sql, name)
    await workOff(database.sql, name)
  })
  await Promise.all([arriving, ...workers])
  await assertAllInOrder(lines)
})

test('two transactions for one key: the one that commits first is first in line, whichever began first', async () => {
  const { sql } = database
  const [early, late] = [newEntry(1), newEntry(1)]
  const lateMayCommit = Promise.withResolvers<void>()
  const lateIsIn = Promise.withResolvers<void>()
  const lateCommit = sql.begin(async (tx) => {
    await tx`select 1`
    await enqueue(tx, [late])
    lateIsIn.resolve()
    await lateMayCommit.promise
  })
  await lateIsIn.promise
  const earlyCommit = sql.begin((tx) => enqueue(tx, [early]))
  await blocked(1)
  lateMayCommit.resolve()
  await Promise.all([lateCommit, earlyCommit])
  await workOff(sql, 'one')
  await assertAllInOrder(new Map([[early.objectKey, [late.messageId, early.messageId]]]))
})

test('packets that hold the same keys in different order do not block each other in a circle', async () => {
  const { sql } = database
  const keys = Array.from({ length: 50 }, (_, key) => key)
  const packets = Array.from({ length: 40 }, (_, packet) => (packet % 2 === 0 ? keys : keys.toReversed()).map(newEntry))
  await Promise.all(packets.map((entries) => sql.begin((tx) => enqueue(tx, entries))))
  await workOff(sql, 'one')
  const [done] = await sql`select count(*)::int as count from work_done`
  assert.equal(done?.count, 2000)
})

function newEntry(key: number) {
  return { objectKey: `material/${key}`, messageId: randomUUID() as string, held: false }
}

/** The message ids of each key in the order they were enqueued. */
async function enqueueAll(entries: number, keys: number): Promise<Map<string, string[]>> {
  const all = Array.from({ length: entries }, (_, number) => newEntry(number % keys))
  for (let from = 0; from < entries; from += 100) {
    await database.sql.begin((tx) => enqueue(tx, all.slice(from, from + 100)))
  }
  const lines = new Map<string, string[]>()
  for (const { objectKey, messageId } of all) lines.set(objectKey, [...(lines.get(objectKey) ?? []), messageId])
  return lines
}

async function assertAllInOrder(lines: Map<string, string[]>): Promise<void> {
  const { sql } = database
  const done = await sql<{ object_key: string; message_id: string }[]>`
    select object_key, message_id from work_done order by position`
  for (const [key, line] of lines) {
    assert.deepEqual(
      done.filter(({ object_key }) => object_key === key).map(({ message_id }) => message_id),
      line,
      `the order of ${key}`,
    )
  }
  const [left] = await sql`
    select
      (select count(*)::int from lane) as lanes,
      (select count(*)::int from queue_entry) as entries,
      (select count(*)::int from at_work) as "atWork"`
  assert.deepEqual({ ...left }, { lanes: 0, entries: 0, atWork: 0 })
}

/** Waits until so many statements of this database wait for a lock. */
async function blocked(count: number): Promise<void> {
  for (;;) {
    const [waiting] = await database.sql<[{ count: number }]>`
      select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    if (waiting.count >= count) return
  }
}
