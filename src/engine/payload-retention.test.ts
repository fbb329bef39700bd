import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { noMessages } from '../../test/support/no-messages.ts'
import { oldMessage } from '../../test/support/old-message.ts'
import { createLog } from '../create-log.ts'
import { payloadRetention } from './payload-retention.ts'

const { sql } = await ownDatabase()
const lines: string[] = []
const log = createLog({ logLevel: 'info' }, { write: (line) => lines.push(JSON.parse(line).msg) })
beforeEach(async () => {
  await noMessages(sql)
  await sql`truncate payload_removal, overdue_payload`
  lines.length = 0
})

const keepDays = new Map([['material', 30]])

test('payloads go so many days after they came in, and the log and the audit log say how many', async () => {
  const [first, second] = [await oldMessage(sql, '2021-01-01T12:00:00Z'), await oldMessage(sql, '2021-01-02T12:00:00Z')]
  const removeOldPayloads = payloadRetention({ sql, log, keepDays, isStopping: () => false })
  const left = async () =>
    (await sql<{ id: string }[]>`select id from message where payload is not null order by id`).map(({ id }) => id)
  await removeOldPayloads(new Date('2021-01-31T11:59:59Z'))
  assert.deepEqual([await left(), lines], [[first, second], []])
  await removeOldPayloads(new Date('2021-01-31T12:00:01Z'))
  assert.deepEqual([await left(), lines], [[second], ['Payloads of material were removed after 30 days (keepDays), messages: 1']])
  assert.deepEqual(
    [...(await sql`select who, action, subject, detail from audit`)],
    [{ who: 'settings/keepDays', action: 'remove payloads', subject: 'interface/material', detail: '1 messages' }],
  )
})

test('a node that stops begins no further batch, and what it did not come to goes another time', async () => {
  await oldMessage(sql, '2021-01-01')
  await payloadRetention({ sql, log, keepDays, isStopping: () => true })(new Date('2022-01-01'))
  assert.equal((await sql`select from message where payload is null`).length, 0)
  await payloadRetention({ sql, log, keepDays, isStopping: () => false })(new Date('2022-01-01'))
  assert.equal((await sql`select from message where payload is null`).length, 1)
})
