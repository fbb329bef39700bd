import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { freshDatabase } from '../../test/support/database.ts'
import { finishHeld } from '../../test/support/finish-held.ts'
import { connect, type Sql } from '../store/connect.ts'
import { claim } from './claim.ts'
import { enqueue } from './enqueue.ts'
import { nextDue } from './next-due.ts'
import { renew } from './renew.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
/** One connection, because PostgreSQL counts reads per session and adds them up when told to. */
let sql: Sql

before(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 1 })
  await sql`
    insert into queue_entry (object_key, message_id)
    select 'material/one', gen_random_uuid() from generate_series(1, 20000)`
  await sql`
    insert into queue_entry (object_key, message_id)
    select 'material/' || number, gen_random_uuid() from generate_series(1, 100000) number`
  await sql`insert into lane (object_key, due_at) select distinct object_key, now() from queue_entry`
  await sql`update lane set due_at = '2020-01-01' where object_key = 'material/one'`
})
after(async () => {
  await sql.end()
  await database.drop()
})

for (const statistics of ['stale', 'fresh']) {
  test(`with ${statistics} statistics, work on a queue of 20,000 entries of one key and 100,000 keys reads only what it touches`, async () => {
    if (statistics === 'fresh') await sql`vacuum analyze lane, queue_entry`
    const before = await rowsRead()
    for (let round = 0; round < 10; round++) {
      const claims = await claim(sql, { token: randomUUID(), limit: 50, seconds: 60 })
      assert.equal(claims.length, 50)
      assert.equal((await renew(sql, claims, 60)).length, 50)
      assert.equal((await sql.begin((tx) => finishHeld(tx, claims))).length, 50)
      const entries = claims.map(({ objectKey }) => ({ objectKey, messageId: randomUUID(), held: false }))
      await sql.begin((tx) => enqueue(tx, entries))
      await nextDue(sql)
    }
    const after = await rowsRead()
    assert.equal(after.bySequentialScan - before.bySequentialScan, 0)
    // 500 claims; each is looked at some twenty times between being claimed and being in line again.
    const read = after.byIndex - before.byIndex
    assert.ok(read < 500 * 40, `${read} rows were read for 500 claims`)
  })
}

async function rowsRead(): Promise<{ bySequentialScan: number; byIndex: number }> {
  await sql`select pg_stat_force_next_flush()`
  const [tables] = await sql<[{ count: number }]>`
    select sum(seq_tup_read)::int as count from pg_stat_user_tables where relname in ('lane', 'queue_entry')`
  const [indexes] = await sql<[{ count: number }]>`
    select sum(idx_tup_read)::int as count from pg_stat_user_indexes where relname in ('lane', 'queue_entry')`
  return { bySequentialScan: tables.count, byIndex: indexes.count }
}
