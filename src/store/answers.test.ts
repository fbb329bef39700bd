import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrival } from '../../test/support/arrival.ts'
import { ownDatabase } from '../../test/support/database.ts'
import { queueAnswers, setAnsweredSystems } from './answers.ts'
import { insertDeliveries } from './insert-deliveries.ts'
import { insertMessages } from './insert-messages.ts'
import { newMessageId } from './message-id.ts'

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
        await queueAnswers(tx, [{ id: messageId }])
      }),
    ),
  )
  const answers = await sql`select from answer where message_id = ${messageId}`
  assert.equal(answers.length, 1)
})

test('an IDoc with one delivery is answered where its system wants that of its interface, and anew when it ends anew', async () => {
  const { sql } = database
  await setAnsweredSystems(sql, [
    { system: 'ALLWANTED', kind: 'idoc', interfaces: [] },
    { system: 'SOMEWANTED', kind: 'idoc', interfaces: ['material'] },
    { system: 'XIONLY', kind: 'xi', interfaces: [] },
  ])
  const ended = [
    ['ALLWANTED', 'business-partner'],
    ['SOMEWANTED', 'material'],
    ['SOMEWANTED', 'inventory'],
    ['XIONLY', 'material'],
    ['NOTWANTED', 'material'],
  ].map(([system = '', name = '']) => ({ id: newMessageId(), idoc: { system, interface: name } }))
  const ids = ended.map(({ id }) => id)
  const queued = () =>
    sql`select system, kind, version, sent_at as "sentAt" from answer where message_id = any(${ids}::uuid[]) order by message_id`
  await queueAnswers(sql, ended)
  const first = { kind: 'idoc', version: 1, sentAt: null }
  assert.deepEqual(
    [...(await queued())],
    [
      { system: 'ALLWANTED', ...first },
      { system: 'SOMEWANTED', ...first },
    ],
  )
  await sql`update answer set sent_at = now() where message_id = any(${ids}::uuid[])`
  await queueAnswers(sql, ended.slice(0, 1))
  const [again, sent] = await queued()
  assert.deepEqual(again, { system: 'ALLWANTED', kind: 'idoc', version: 2, sentAt: null })
  assert.equal(sent?.version, 1)
})
