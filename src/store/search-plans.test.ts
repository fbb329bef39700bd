import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freshDatabase } from '../../test/support/database.ts'
import { connect, type Sql } from './connect.ts'
import { earlierMessages } from './earlier-messages.ts'
import { idsOfIdoc } from './find-message.ts'
import { findMessages, type MessageFilter } from './find-messages.ts'
import { readHeldCodes } from './held-codes.ts'
import { lowestId } from './message-id.ts'
import { lastDeliveries, nameDeliveries } from './named-deliveries.ts'
import { readMessage } from './read-message.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
const rows = 30_000

before(async () => {
  database = await freshDatabase()
  const { sql } = database
  const first = lowestId(new Date(Date.now() - rows)).slice(0, 13)
  await sql`
    create table made as
    select n, 'business-partner/' || n as object_key,
      (lpad(to_hex(('x' || replace(${first}, '-', ''))::bit(48)::bigint + n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid as id
    from generate_series(1, ${rows}) as n`
  await sql`
    insert into message (id, identity, interface, channel, system, idoc, type, version, content_type, header, payload, received_at)
    select id, 'idoc/' || n, case when n % 1000 = 0 then 'material' else 'business-partner' end, 'idoc-http', 'S', lpad(n::text, 16, '0'), 'DEBMAS07',
      n::text, 'text/xml', '{}', 'x', now()
    from made`
  await sql`insert into message_identity (identity, message_id) select 'idoc/' || n, id from made`
  await sql`
    insert into delivery (message_id, object_key, version, status, reason, code, found_by)
    select id, object_key, n::text, case when n % 500 = 0 then 'held' else 'delivered' end, case when n % 500 = 0 then 'Unit KAR is unknown' end,
      case when n % 500 = 0 then 'value mapping unit-of-measure: ' || n end, case when n % 500 = 0 then 'neumann' || n end
    from made`
  await sql`
    insert into record (object_key, table_name, row_key, id, state, version, system, columns, found_by)
    select object_key, 'account', n::text, n::text, 'active', '1', 'S', '{}', 'muster' || n || ' gmbh hamburg' from made`
  await sql`vacuum analyze message, delivery, record, message_identity`
})
after(() => database.drop())

for (const [what, filter] of [
  ['nothing in particular', {}],
  ['an interface', { interface: 'material' }],
  ['a status', { status: 'held' }],
  ['an IDoc number', { idoc: '15000' }],
  ['an object key', { objectKey: 'business-partner/15000' }],
  ['a business key', { objectKey: '15000' }],
  ['the beginning of a message id', { messageId: '01a20da2-6b94' }],
  ['a whole message id', { messageId: '01a20da2-6b94-7594-a0c3-63828f6075bc' }],
  ['a name few have', { text: 'Muster15000' }],
  ['a word of a reason', { text: 'unknown' }],
  ['a name nothing was written of', { text: 'Neumann15000' }],
  ['a word that is nowhere', { text: 'nowhere' }],
  ['words of a reason alone', { reason: 'unit unknown' }],
  ['what is held for one code', { heldFor: 'value mapping unit-of-measure: KAR' }],
  ['the oldest', { order: 'oldest' }],
  ['the oldest of a status', { status: 'held', order: 'oldest' }],
  [
    'the oldest of an interface, from there on',
    { interface: 'material', order: 'oldest', cursor: '01a20da2-6b94-7594-a0c3-63828f6075bc' },
  ],
  ['a time', { from: new Date(Date.now() - 3_600_000) }],
] satisfies [string, MessageFilter][]) {
  test(`a search for ${what} reads no table from end to end`, async () => {
    await readsNoTableWhole((sql) => findMessages(sql, filter))
  })
}

test('what is held for missing codes is counted through indexes', async () => {
  await readsNoTableWhole((sql) => readHeldCodes(sql, 'value mapping '), /\bfrom delivery\b/)
})

test('one message is read through indexes', async () => {
  const [message] = await database.sql<{ id: string }[]>`select id from message order by id limit 1`
  await readsNoTableWhole((sql) => readMessage(sql, message?.id ?? ''))
  await readsNoTableWhole((sql) => idsOfIdoc(sql, '4711', 5))
})

test('what stands in the way of an object is read through indexes, and so is what was delivered before a message', async () => {
  const [message] = await database.sql<{ id: string; objectKey: string }[]>`
    select id, 'business-partner/' || ltrim(idoc, '0') as "objectKey" from message order by id desc limit 1`
  const { id: messageId = '', objectKey = '' } = message ?? {}
  await readsNoTableWhole((sql) => nameDeliveries(sql, [{ messageId, objectKey }]))
  await readsNoTableWhole((sql) => lastDeliveries(sql, [objectKey, 'business-partner/1']))
  await readsNoTableWhole((sql) => earlierMessages(sql, { objectKey, messageId, most: 20 }))
})

async function readsNoTableWhole(
  read: (sql: Sql) => Promise<unknown>,
  what = /\b(from|join) (message|delivery|delivery_now)\b/,
): Promise<void> {
  const statements: [string, unknown[]][] = []
  const watched = connect(database.url, { max: 1, heard: (query, parameters) => statements.push([query, parameters]) })
  await read(watched)
  await watched.end()
  const searched = statements.filter(([query]) => what.test(query))
  assert.notEqual(searched.length, 0)
  for (const [query, parameters] of searched) {
    const plan = await database.sql.unsafe(`explain (format text) ${query}`, parameters as never[])
    const lines = plan.map((line) => String(line['QUERY PLAN']))
    const scanned = lines.flatMap((line) => /Seq Scan on (\w+)/.exec(line)?.[1] ?? [])
    const large = await database.sql`select relname from pg_class where relname = any(${scanned}::text[]) and reltuples > 1000`
    assert.deepEqual([...large], [], lines.join('\n'))
  }
}
