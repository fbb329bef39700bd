import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { noMessages } from '../../test/support/no-messages.ts'
import { oldMessage } from '../../test/support/old-message.ts'
import { enqueue } from '../queue/enqueue.ts'
import { dropMonths } from './drop-months.ts'
import { earlierMessages } from './earlier-messages.ts'

const { sql } = await ownDatabase()
await sql`update migration set applied_at = '2020-01-05'`
beforeEach(() => noMessages(sql))

const objectKey = 'material/1'

/** Messages of January, February and March about one object. */
async function three(): Promise<{ january: string; february: string; march: string }> {
  return {
    january: await oldMessage(sql, '2020-01-10'),
    february: await oldMessage(sql, '2020-02-10'),
    march: await oldMessage(sql, '2020-03-10'),
  }
}

async function before(messageId: string) {
  const { messages, isAll } = await earlierMessages(sql, { objectKey, messageId, most: 20 })
  return { ids: messages.map(({ id }) => id), isAll }
}

const created = (messageId: string) => sql`
  update delivery set rows = ${sql.json([{ table: 'product', id: 'a', operation: 'create' }])} where message_id = ${messageId}`

test('while no month was dropped, what is found is all there ever was', async () => {
  const { january, february, march } = await three()
  assert.deepEqual(await before(march), { ids: [february, january], isAll: true })
  assert.deepEqual(await before(january), { ids: [], isAll: true })
})

test('once a month was dropped, it is all only where the first that is left made every row of the object', async () => {
  const { february, march } = await three()
  await dropMonths(sql, new Date('2020-02-01'), { who: 'test' })
  assert.deepEqual(await before(march), { ids: [february], isAll: false })
  assert.deepEqual(await before(february), { ids: [], isAll: false })
  await created(february)
  assert.deepEqual(await before(march), { ids: [february], isAll: true })
  assert.deepEqual(await before(february), { ids: [], isAll: true })
})

test('what came before a month that was dropped tells nothing, as it may have been changed within it', async () => {
  const { january, march } = await three()
  await created(january)
  await enqueue(sql, [{ messageId: january, objectKey: 'material/2', held: true }])
  await dropMonths(sql, new Date('2020-03-01'), { who: 'test' })
  assert.equal((await sql`select from message where id = ${january}`).length, 1)
  assert.deepEqual(await before(march), { ids: [], isAll: false })
})
