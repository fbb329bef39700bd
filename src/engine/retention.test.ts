import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { oldMessage } from '../../test/support/old-message.ts'
import { createLog } from '../create-log.ts'
import { enqueue } from '../queue/enqueue.ts'
import { retention } from './retention.ts'

const { sql } = await ownDatabase()

const lines: { level: number; msg: string }[] = []
const log = createLog({ logLevel: 'info' }, { write: (line) => lines.push(JSON.parse(line)) })
const [info, warn] = [30, 40]

/** What it logs at that moment. */
async function saysAt(dropOldMonths: (now: Date) => Promise<void>, now: string): Promise<[level: number, sentence: string][]> {
  lines.length = 0
  await dropOldMonths(new Date(now))
  return lines.map(({ level, msg }) => [level, msg])
}

test('a month goes when so many whole months lie between it and the running one, and the log says so', async () => {
  await oldMessage(sql, '2020-01-31T23:59:59Z')
  const dropOldMonths = retention({ sql, log, keepMonths: 13 })
  assert.deepEqual(await saysAt(dropOldMonths, '2021-02-28T23:59:59Z'), [])
  assert.deepEqual(await saysAt(dropOldMonths, '2021-03-01T00:00:00Z'), [
    [info, 'The month 2020-01 was dropped (keepMonths), messages: 1'],
  ])
  assert.deepEqual(await saysAt(dropOldMonths, '2021-03-01T01:00:00Z'), [])
})

test('the running month and the one before it are kept with the least there can be', async () => {
  await oldMessage(sql, '2020-06-01')
  await oldMessage(sql, '2020-07-01')
  const said = await saysAt(retention({ sql, log, keepMonths: 1 }), '2020-07-31')
  assert.ok(!said.some(([, sentence]) => sentence.includes('2020-06') || sentence.includes('2020-07')))
  assert.equal((await sql`select from message`).length, 2)
})

test('without the setting all is kept', async () => {
  await oldMessage(sql, '2019-01-10')
  assert.deepEqual(await saysAt(retention({ sql, log, keepMonths: undefined }), '2030-01-01'), [])
  assert.equal((await sql`select from message_2019_01`).length, 1)
})

test('what keeps a month that is due is said once, with what to do, and again when it has changed', async () => {
  await sql`truncate message, delivery, attempt`
  const ids = [await oldMessage(sql, '2018-01-10'), await oldMessage(sql, '2018-01-11', { objectKey: 'material/2' })]
  for (const [index, messageId] of ids.entries())
    await enqueue(sql, [{ messageId, objectKey: `material/${index + 1}`, held: true }])
  await sql`insert into answered_system (system, interfaces) values ('S4HCLNT100', '{}')`
  await sql`insert into answer (message_id, system) values (${ids[0] ?? ''}, 'S4HCLNT100')`
  const dropOldMonths = retention({ sql, log, keepMonths: 1 })
  const unanswered = 'not answered yet: 1, what is said of answers in this log tells why'
  assert.deepEqual(await saysAt(dropOldMonths, '2018-03-01'), [
    [
      warn,
      `The month 2018-01 is due to be dropped (keepMonths), but not all of it is done; open messages: 2, restart or cancel them (npx landbridge messages --from 2018-01-01 --to 2018-01-31 --status held, then parked, then waiting); ${unanswered}`,
    ],
  ])
  assert.deepEqual(await saysAt(dropOldMonths, '2018-03-01'), [])
  await sql`delete from queue_entry`
  assert.deepEqual(await saysAt(dropOldMonths, '2018-03-01'), [
    [warn, `The month 2018-01 is due to be dropped (keepMonths), but not all of it is done; ${unanswered}`],
  ])
  await sql`update answer set sent_at = now()`
  assert.deepEqual(await saysAt(dropOldMonths, '2018-03-01'), [[info, 'The month 2018-01 was dropped (keepMonths), messages: 2']])
})

test('a month that could not be had is said once, and goes another time', async () => {
  await oldMessage(sql, '2017-01-10')
  const dropOldMonths = retention({ sql, log, keepMonths: 1 })
  await sql.begin(async (tx) => {
    await tx`select from message limit 1`
    assert.deepEqual(await saysAt(dropOldMonths, '2017-03-01'), [
      [
        warn,
        'The month 2017-01 is due to be dropped (keepMonths), but its tables were in use for too long; trying again each hour',
      ],
    ])
    assert.deepEqual(await saysAt(dropOldMonths, '2017-03-01'), [])
  })
  assert.deepEqual(await saysAt(dropOldMonths, '2017-03-01'), [[info, 'The month 2017-01 was dropped (keepMonths), messages: 1']])
})
