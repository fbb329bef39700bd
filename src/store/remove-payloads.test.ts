import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { noMessages } from '../../test/support/no-messages.ts'
import { oldMessage } from '../../test/support/old-message.ts'
import { until } from '../../test/support/until.ts'
import { restartMessage } from '../engine/restart.ts'
import { enqueue } from '../queue/enqueue.ts'
import { queueAnswers, setAnsweredSystems } from './answers.ts'
import { connect } from './connect.ts'
import { dropMonths } from './drop-months.ts'
import { removePayloads } from './remove-payloads.ts'

const { sql, url } = await ownDatabase()
beforeEach(async () => {
  await noMessages(sql)
  await sql`truncate answer, payload_removal, overdue_payload`
})

const remove = (before: string, { interface: name = 'material', batch = 500, on = sql, keptDays = 30 } = {}) =>
  removePayloads(on, { interface: name, before: new Date(before), keptDays }, batch)
const settle = () => sql`delete from queue_entry`

async function withPayload(): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from message where payload is not null order by id`
  return rows.map(({ id }) => id)
}

async function overdue(): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select message_id as id from overdue_payload order by message_id`
  return rows.map(({ id }) => id)
}

test('payloads of one interface that came before a moment are removed batch by batch, each looked at once', async () => {
  for (const day of ['01', '02', '03']) await oldMessage(sql, `2021-01-${day}`)
  const later = await oldMessage(sql, '2021-01-10')
  const other = await oldMessage(sql, '2021-01-04')
  await sql`update message set interface = 'invoice' where id = ${other}`
  assert.deepEqual(await remove('2021-01-10', { batch: 2 }), { removed: 2, isMore: true })
  assert.deepEqual(await remove('2021-01-10', { batch: 2 }), { removed: 1, isMore: false })
  assert.deepEqual(await withPayload(), [other, later])
  await sql`update message set payload = 'x' where payload is null`
  assert.deepEqual(await remove('2021-01-10'), { removed: 0, isMore: false }, 'what was gone through is not read again')
  assert.deepEqual(await remove('2021-01-05', { keptDays: 60 }), { removed: 0, isMore: false }, 'nor with a longer time')
  assert.deepEqual(await remove('2021-01-11'), { removed: 1, isMore: false })
})

test('what quotes the document goes with it; what became of it, by whom and which row it is stays', async () => {
  const id = await oldMessage(sql, '2021-01-01')
  const cancelled = await oldMessage(sql, '2021-01-02')
  const rows = [{ table: 'account', id: 'a', key: { accountnumber: '4711' } }]
  await sql`update delivery set reason = 'Muster is too long', warnings = '["Muster was cut"]', code = '0x1', rows = ${sql.json(rows)},
    found_by = 'Muster'`
  await sql`update delivery set status = 'cancelled', reason = 'no longer needed' where message_id = ${cancelled}`
  await sql`update attempt set reason = 'Muster is too long'`
  await remove('2021-02-01')
  assert.deepEqual(
    [
      ...(await sql`select status, reason, warnings, code, operation, rows, found_by as "foundBy" from delivery order by message_id`),
    ],
    [
      { status: 'delivered', reason: null, warnings: [], code: '0x1', operation: 'create', rows, foundBy: null },
      { status: 'cancelled', reason: 'no longer needed', warnings: [], code: '0x1', operation: 'create', rows, foundBy: null },
    ],
  )
  assert.deepEqual(
    [...(await sql`select outcome, reason from attempt where message_id = ${id}`)],
    [{ outcome: 'waiting', reason: null }],
  )
  const [message] =
    await sql`select idoc is not null as "hasNumber", payload, kept_days as "keptDays" from message where id = ${id}`
  assert.deepEqual(message, { hasNumber: true, payload: null, keptDays: 30 })
})

test('the payload of a message that is open stays until it is settled, and holds up no other', async () => {
  const held = await oldMessage(sql, '2021-01-01')
  await oldMessage(sql, '2021-01-02')
  await enqueue(sql, [{ messageId: held, objectKey: 'material/1', held: true }])
  assert.deepEqual(await remove('2021-01-03'), { removed: 1, isMore: false })
  assert.deepEqual([await withPayload(), await overdue()], [[held], [held]])
  assert.deepEqual(await remove('2021-01-03'), { removed: 0, isMore: false })
  await settle()
  assert.deepEqual(await remove('2021-01-03'), { removed: 1, isMore: false })
  assert.deepEqual([await withPayload(), await overdue()], [[], []])
})

test('so it stays while a system of the settings waits for an answer; an answer nobody waits for goes with it', async () => {
  const id = await oldMessage(sql, '2021-01-01')
  await setAnsweredSystems(sql, [{ system: 'S4HCLNT100', kind: 'idoc', interfaces: [] }])
  await queueAnswers(sql, [{ id }])
  assert.deepEqual(await remove('2021-01-03'), { removed: 0, isMore: false })
  await setAnsweredSystems(sql, [])
  assert.deepEqual(await remove('2021-01-03'), { removed: 1, isMore: false })
  assert.equal((await sql`select from answer`).length, 0)
})

test('an open message that is gone with its month is forgotten', async () => {
  const held = await oldMessage(sql, '2021-01-01')
  await enqueue(sql, [{ messageId: held, objectKey: 'material/1', held: true }])
  await remove('2021-01-03')
  await settle()
  await dropMonths(sql, new Date('2021-02-01'), { who: 'settings/keepMonths' })
  assert.deepEqual(await remove('2021-02-03'), { removed: 0, isMore: false })
  assert.deepEqual(await overdue(), [])
})

test('a message that is restarted at that moment keeps its payload', async () => {
  const id = await oldMessage(sql, '2021-01-01')
  let removing: ReturnType<typeof remove> | undefined
  const restarting = connect(url, { max: 1 })
  await restarting.begin(async (tx) => {
    await tx`select from message where id = ${id} for share`
    removing = remove('2021-01-03')
    await until('the message is asked for', async () => (await sql`select from pg_locks where not granted`).length > 0)
    await enqueue(tx, [{ messageId: id, objectKey: 'material/1', held: false }])
  })
  await restarting.end()
  assert.deepEqual(await removing, { removed: 0, isMore: false })
  assert.deepEqual([await withPayload(), await overdue()], [[id], [id]])
})

test('a message without its payload is not restarted, and says why', async () => {
  const id = await oldMessage(sql, '2021-01-01')
  await remove('2021-01-03')
  const { changed, refused } = await restartMessage(sql, id, { who: 'admin' })
  assert.deepEqual([changed, refused.map(({ objectKey }) => objectKey)], [0, ['material/1']])
  assert.match(refused[0]?.why ?? '', /^Its payload was removed after 30 days \(keepDays of its interface\)\. Have SAP send/)
  assert.equal((await sql`select from queue_entry`).length, 0)
})

test('while one node is at it the others do nothing', async () => {
  await oldMessage(sql, '2021-01-01')
  await remove('2020-01-01')
  await sql.begin(async (tx) => {
    await tx`select from payload_removal for update`
    assert.equal(await remove('2021-01-03'), undefined)
  })
  assert.deepEqual(await remove('2021-01-03'), { removed: 1, isMore: false })
})
