import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asAdmin } from '../../../test/support/credentials.ts'
import { messageApi } from '../../../test/support/message-api.ts'
import { oldMessage } from '../../../test/support/old-message.ts'
import { dropMonths } from '../../store/drop-months.ts'

const { sql, server, get } = await messageApi()
await sql`update migration set applied_at = '2020-01-05'`

/** A message that wrote a row, was restarted by a person, and whose month was dropped since. */
async function droppedMessage(): Promise<string> {
  const id = await oldMessage(sql, '2020-01-10T12:00:00Z')
  await sql`
    insert into record (object_key, table_name, row_key, id, state, version, system, columns, origins)
    values (
      'material/1', 'product', '{"productnumber":"1"}', ${'0'.repeat(8)}, 'active', '1', 'S4HCLNT100', '{"name":"Pump"}',
      ${JSON.stringify([[id, '2020-01-10T12:00:01.000Z', { name: 'E1MAKTM/MAKTX' }]])}
    )`
  await sql`insert into audit (who, action, message_id) values ('admin', 'restart', ${id})`
  await dropMonths(sql, new Date('2020-02-01'), { who: 'settings/keepMonths' })
  return id
}

test('an address of a message whose month was dropped is answered with 404, and says so', async () => {
  const id = await droppedMessage()
  for (const page of ['', '/payload', '/document', '/writes', '/waits', '/restart']) {
    const method = page === '/restart' ? 'POST' : 'GET'
    const answer = await server.inject({ method, url: `/api/messages/${id}${page}`, headers: asAdmin })
    const { title, detail } = answer.json()
    assert.deepEqual(
      [answer.statusCode, title, detail],
      [404, `There is no message ${id}`, 'The messages of 2020-01 were dropped.'],
      page,
    )
  }
  // Of a time before there was this database.
  const never = await server.inject({ url: `/api/messages/${id.replace(/^..../, '0155')}`, headers: asAdmin })
  assert.match(never.json().detail, /list what there is/)
})

test('an XI message whose month was dropped is said to be by the id that SAP knows it by', async () => {
  const id = await droppedMessage()
  const ofXi = '0a1b2c3d-0000-1eee-8000-000000000001'
  await sql`insert into message_identity (identity, message_id) values (${`xi/${ofXi}`}, ${id})`
  for (const asked of [ofXi, ofXi.replaceAll('-', '').toUpperCase()]) {
    const answer = await server.inject({ url: `/api/messages/${asked}`, headers: asAdmin })
    assert.deepEqual([answer.statusCode, answer.json().detail], [404, 'The messages of 2020-01 were dropped.'])
  }
  const never = await server.inject({ url: `/api/messages/${ofXi.replace('1eee', '1fff')}`, headers: asAdmin })
  assert.match(never.json().detail, /list what there is/)
})

test('an IDoc number that no message has is said to have been dropped, perhaps, where months were', async (t) => {
  await droppedMessage()
  const ask = async () => (await server.inject({ url: '/api/messages/4711', headers: asAdmin })).json().detail
  assert.match(await ask(), /^Messages of \d{4}-\d\d and before were dropped; it may have been one of them\.$/)
  await sql`update migration set applied_at = now()`
  t.after(() => sql`update migration set applied_at = '2020-01-05'`)
  assert.match(await ask(), /list what there is/)
})

test('what Dynamics 365 holds is still told with the message it came from, and what was done to that message by whom', async () => {
  const id = await droppedMessage()
  const { rows, messages } = await get('/api/objects/material/1')
  assert.deepEqual(rows[0].columns, {
    name: { value: 'Pump', source: 'E1MAKTM/MAKTX', messageId: id, at: '2020-01-10T12:00:01.000Z' },
  })
  assert.deepEqual(messages, [])
  const { items } = await get(`/api/audit?messageId=${id}`)
  assert.deepEqual(
    items.map(({ who, action }: { who: string; action: string }) => [who, action]),
    [['admin', 'restart']],
  )
})

test('no search finds what was dropped, nor stumbles over what still names it', async () => {
  const id = await droppedMessage()
  for (const filter of [
    `messageId=${id}`,
    'objectKey=material/1',
    'objectKey=1',
    'text=Pump',
    'to=2020-01-31',
    'status=delivered',
  ]) {
    assert.deepEqual((await get(`/api/messages?${filter}`)).items, [], filter)
  }
})
