import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiServer } from '../../test/support/api-server.ts'
import { asAdmin } from '../../test/support/credentials.ts'
import { ownDatabase } from '../../test/support/database.ts'

const database = await ownDatabase()

test('the audit log tells who did what and why, newest first, page by page', async (t) => {
  const { server } = await apiServer(database.sql)
  t.after(() => server.close())
  const messageId = '0193583f-0000-7000-8000-000000000001'
  for (const [who, action, reason] of [
    ['admin', 'cancel', 'late'],
    ['operator', 'restart', null],
    ['admin', 'restart', null],
  ] as const) {
    await database.sql`insert into audit (who, action, message_id, reason) values (${who}, ${action}, ${messageId}, ${reason})`
  }
  const ask = async (query: string) => (await server.inject({ url: `/api/audit?${query}`, headers: asAdmin })).json()
  const first = await ask('limit=2')
  assert.deepEqual(
    first.items.map((entry: { who: string; action: string }) => [entry.who, entry.action]),
    [
      ['admin', 'restart'],
      ['operator', 'restart'],
    ],
  )
  const { items, next } = await ask(`limit=2&cursor=${first.next}`)
  assert.deepEqual([items[0].action, items[0].reason, items[0].messageId, next], ['cancel', 'late', messageId, undefined])
  assert.equal((await ask('who=operator')).items.length, 1)
})
