import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { arrival } from '../../test/support/arrival.ts'
import { ownDatabase } from '../../test/support/database.ts'
import { noMessages } from '../../test/support/no-messages.ts'
import { oldMessage } from '../../test/support/old-message.ts'
import { until } from '../../test/support/until.ts'
import { restartMessage } from '../engine/restart.ts'
import { enqueue } from '../queue/enqueue.ts'
import { queueAnswers, setAnsweredSystems } from './answers.ts'
import { readDeliveries } from './change-deliveries.ts'
import { connect, type Sql } from './connect.ts'
import { dropMonths } from './drop-months.ts'
import { insertMessages } from './insert-messages.ts'
import { ensurePartitions } from './partitions.ts'

const { sql, url } = await ownDatabase()
beforeEach(async () => {
  await noMessages(sql)
  await sql`truncate answer`
  // What other tests made and left empty.
  await drop('2025-01-01')
  await sql`truncate audit`
})

const by = { who: 'settings/keepMonths' }
const drop = (before: string, on: Sql = sql) => dropMonths(on, new Date(before), by)

/** How many rows each table of the journal has of a message. */
async function rowsOf(id: string) {
  const [rows] = await sql`
    select
      (select count(*)::integer from message where id = ${id}) as messages,
      (select count(*)::integer from delivery where message_id = ${id}) as deliveries,
      (select count(*)::integer from attempt where message_id = ${id}) as attempts`
  return rows
}
const all = { messages: 1, deliveries: 1, attempts: 1 }
const none = { messages: 0, deliveries: 0, attempts: 0 }

async function partitions(beginning: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select relname as name from pg_inherits join pg_class on oid = inhrelid
    where relkind = 'r' and starts_with(relname, ${beginning}) order by relname`
  return rows.map(({ name }) => name)
}

test('months before the given one go with all three tables, the oldest first; the given one stays, and those after it', async () => {
  const january = [await oldMessage(sql, '2021-01-01T00:00:00Z'), await oldMessage(sql, '2021-01-31T23:59:59.999Z')]
  const march = await oldMessage(sql, '2021-03-01T00:00:00Z')
  const [now] = await insertMessages(sql, [arrival(1)])
  assert.deepEqual(await drop('2021-03-31T23:59:59Z'), [
    { month: '2021-01', became: 'dropped', messages: 2 },
    { month: '2021-02', became: 'dropped', messages: 0 },
  ])
  for (const id of january) assert.deepEqual(await rowsOf(id), none)
  assert.deepEqual(await rowsOf(march), all)
  assert.equal((await rowsOf(now?.messageId ?? ''))?.messages, 1)
  assert.deepEqual(await partitions('delivery_2021'), ['delivery_2021_03', 'delivery_2021_04', 'delivery_2021_05'])
  assert.deepEqual(await drop('2021-03-31'), [], 'what is gone is not dropped again')
})

test('records, identities and the audit log stay: a document of then that comes again is known, and the log says what was dropped', async () => {
  const id = await oldMessage(sql, '2022-01-10')
  await sql`
    insert into record (object_key, table_name, row_key, id, state, version, system, columns)
    values ('material/1', 'product', '{}', 'a', 'active', '1', 'S4HCLNT100', '{}')`
  await drop('2022-02-01')
  const [again] = await insertMessages(sql, [arrival(1, { identity: `idoc/${id}` })])
  assert.deepEqual(again, { messageId: id, repeated: true })
  assert.equal((await sql`select from record`).length, 1)
  assert.deepEqual(
    [...(await sql`select who, action, subject, detail from audit`)],
    [{ who: 'settings/keepMonths', action: 'drop month', subject: 'month/2022-01', detail: '1 messages' }],
  )
})

test('a month stays as long as something of it is open, and months after it go nevertheless', async () => {
  const open = await oldMessage(sql, '2023-01-10')
  const done = await oldMessage(sql, '2023-02-10', { objectKey: 'material/2' })
  await enqueue(sql, [
    { messageId: open, objectKey: 'material/1', held: true },
    { messageId: open, objectKey: 'material/3', held: false },
  ])
  assert.deepEqual(await drop('2023-03-01'), [
    { month: '2023-01', became: 'kept', open: 1, unanswered: 0 },
    { month: '2023-02', became: 'dropped', messages: 1 },
  ])
  assert.deepEqual([await rowsOf(open), await rowsOf(done)], [all, none])
  await sql`delete from queue_entry`
  assert.deepEqual(await drop('2023-03-01'), [{ month: '2023-01', became: 'dropped', messages: 1 }])
})

test('a month stays as long as a system of the settings waits for an answer about it', async () => {
  await setAnsweredSystems(sql, [{ system: 'S4HCLNT100', kind: 'idoc', interfaces: [] }])
  const id = await oldMessage(sql, '2024-01-10')
  await queueAnswers(sql, [{ id }])
  assert.deepEqual(await drop('2024-02-01'), [{ month: '2024-01', became: 'kept', open: 0, unanswered: 1 }])
  assert.deepEqual(await rowsOf(id), all)
  await setAnsweredSystems(sql, [])
  assert.deepEqual(await drop('2024-02-01'), [{ month: '2024-01', became: 'dropped', messages: 1 }])
})

test('what SAP was told goes with the messages, of which others stay', async () => {
  await setAnsweredSystems(sql, [{ system: 'S4HCLNT100', kind: 'idoc', interfaces: [] }])
  const [gone, stays] = [await oldMessage(sql, '2024-03-10'), await oldMessage(sql, '2024-04-10')]
  await queueAnswers(sql, [{ id: gone }, { id: stays }])
  await sql`update answer set sent_at = now()`
  await drop('2024-04-01')
  assert.deepEqual([...(await sql`select message_id as id from answer`)], [{ id: stays }])
})

test('messages that never had a partition of their month go when it is due', async () => {
  const [gone, stays] = [
    await oldMessage(sql, '2019-12-31T23:59:59Z', { hasPartition: false }),
    await oldMessage(sql, '2020-01-01', { hasPartition: false }),
  ]
  assert.deepEqual(await drop('2020-01-15'), [{ month: '2019-12', became: 'dropped', messages: 1 }])
  assert.deepEqual([await rowsOf(gone), await rowsOf(stays)], [none, all])
})

test('a table that a person has detached from the journal is not touched', async () => {
  const id = await oldMessage(sql, '2018-01-10')
  await sql`alter table message detach partition message_2018_01`
  assert.deepEqual(await drop('2018-02-01'), [{ month: '2018-01', became: 'dropped', messages: 0 }])
  assert.deepEqual(await rowsOf(id), none)
  assert.equal((await sql`select from message_2018_01`).length, 1)
})

test('of two nodes at once one drops a month, once', async () => {
  for (const day of ['2017-01-10', '2017-02-10', '2017-03-10']) await oldMessage(sql, day)
  const nodes = [connect(url, { max: 1 }), connect(url, { max: 1 })]
  const due = await Promise.all(nodes.map((node) => drop('2017-04-01', node)))
  await Promise.all(nodes.map((node) => node.end()))
  assert.deepEqual(
    due.flat().toSorted((a, b) => (a.month < b.month ? -1 : 1)),
    ['2017-01', '2017-02', '2017-03'].map((month) => ({ month, became: 'dropped', messages: 1 })),
  )
  assert.equal((await sql`select from audit where action = 'drop month'`).length, 3)
})

test('while another transaction has messages, nothing is dropped, and who sends meanwhile is not kept waiting for it', async () => {
  const id = await oldMessage(sql, '2016-01-10')
  await ensurePartitions(sql, new Date('2016-02-01'))
  await sql.begin(async (tx) => {
    await tx`select from message limit 1`
    const dropping = drop('2016-02-01')
    await until('the tables are asked for', () => isWaiting(sql))
    const [stored] = await insertMessages(sql, [arrival(1)])
    assert.equal(stored?.repeated, false, 'before that transaction has ended')
    assert.deepEqual(await dropping, [{ month: '2016-01', became: 'in use' }])
  })
  assert.deepEqual(await rowsOf(id), all)
  assert.equal((await sql`select from audit`).length, 0)
  assert.deepEqual(await drop('2016-02-01'), [{ month: '2016-01', became: 'dropped', messages: 1 }])
})

test('a message that is restarted while its month is about to be dropped keeps it', async () => {
  const id = await oldMessage(sql, '2015-01-10')
  let dropping: ReturnType<typeof drop> | undefined
  await sql.begin(async (tx) => {
    await readDeliveries(tx, id)
    dropping = drop('2015-02-01')
    await until('the tables are asked for', () => isWaiting(sql))
    await enqueue(tx, [{ messageId: id, objectKey: 'material/1', held: false }])
  })
  assert.deepEqual(await dropping, [{ month: '2015-01', became: 'in use' }])
  assert.deepEqual(await drop('2015-02-01'), [{ month: '2015-01', became: 'kept', open: 1, unanswered: 0 }])
  assert.deepEqual(await rowsOf(id), all)
})

test('a message whose month was dropped cannot be restarted any more', async () => {
  const id = await oldMessage(sql, '2014-01-10')
  await drop('2014-02-01')
  assert.deepEqual(await restartMessage(sql, id, { who: 'admin' }), { changed: 0, refused: [] })
  assert.equal((await sql`select from queue_entry`).length, 0)
})

async function isWaiting(on: Sql): Promise<boolean> {
  const rows = await on`select from pg_locks where mode = 'AccessExclusiveLock' and not granted`
  return rows.length > 0
}
