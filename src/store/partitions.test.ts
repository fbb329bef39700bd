import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrival } from '../../test/support/arrival.ts'
import { ownDatabase } from '../../test/support/database.ts'
import { insertMessages } from './insert-messages.ts'
import { lowestId, timeOf } from './message-id.ts'
import { ensurePartitions } from './partitions.ts'

const database = await ownDatabase()

test('a message of today lies in the partition of its month', async () => {
  const [{ messageId } = { messageId: '' }] = await insertMessages(database.sql, [arrival(1)])
  const [message] = await database.sql`select tableoid::regclass::text as partition from message where id = ${messageId}`
  assert.equal(message?.partition, `message_${timeOf(messageId).toISOString().slice(0, 7).replace('-', '_')}`)
})

test('what came in before its month had a partition moves there when it is made', async () => {
  const { sql } = database
  const [inMay, inJune] = [lowestId(new Date('2041-05-31T23:59:59.999Z')), lowestId(new Date('2041-06-01T00:00:00.000Z'))]
  for (const id of [inMay, inJune]) {
    await sql`insert into delivery (message_id, object_key, version, status) values (${id}, 'material/1', '1', 'waiting')`
  }
  assert.equal((await ensurePartitions(sql, new Date('2041-05-15'))).length, 9)
  assert.deepEqual(await ensurePartitions(sql, new Date('2041-05-16')), [])
  const rows = await sql<{ partition: string }[]>`
    select tableoid::regclass::text as partition from delivery where object_key = 'material/1' order by message_id`
  assert.deepEqual(
    rows.map(({ partition }) => partition),
    ['delivery_2041_05', 'delivery_2041_06'],
  )
})

test('the last months of a year are followed by the first of the next', async () => {
  const made = await ensurePartitions(database.sql, new Date('2050-11-30T12:00:00Z'))
  assert.deepEqual(
    made.filter((name) => name.startsWith('message_')),
    ['message_2050_11', 'message_2050_12', 'message_2051_01'],
  )
})
