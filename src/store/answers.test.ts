import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrival } from '../../test/support/arrival.ts'
import { ownDatabase } from '../../test/support/database.ts'
import { queueAnswers, setAnsweredSystems } from './answers.ts'
import { insertDeliveries } from './insert-deliveries.ts'
import { insertMessages } from './insert-messages.ts'

const database = await ownDatabase()

test('a message whose last two deliveries end at the same moment is answered', async () => {
  const { sql } = database
  await setAnsweredSystems(sql, [{ system: 'S4HCLNT100', kind: 'idoc', interfaces: [] }])
  const [{ messageId } = { messageId: '' }] = await insertMessages(sql, [arrival(1)])
  const objects = ['material/1', 'material/2']
  await insertDeliveries(
    sql,
    objects.map((objectKey) => ({ messageId, objectKey, version: '1', status: 'waiting' as const })),
  )
  const bothEnded = Promise.withResolvers<void>()
  let ended = 0
  await Promise.all(
    objects.map((objectKey) =>
      sql.begin(async (tx) => {
        await tx`update delivery set status = 'delivered' where message_id = ${messageId} and object_key = ${objectKey}`
        if (++ended === objects.length) bothEnded.resolve()
        await bothEnded.promise
        await queueAnswers(tx, [messageId])
      }),
    ),
  )
  const answers = await sql`select from answer where message_id = ${messageId}`
  assert.equal(answers.length, 1)
})
