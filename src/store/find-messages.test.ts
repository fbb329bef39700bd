import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { freshDatabase } from '../../test/support/database.ts'
import { received } from '../../test/support/received.ts'
import type { DeliveryStatus } from '../message/delivery-status.ts'
import { findMessages, type MessageFilter } from './find-messages.ts'
import { noteUnwritten } from './note-unwritten.ts'
import { readMessage } from './read-message.ts'
import { readObject } from './read-object.ts'
import { saveRecords } from './records.ts'
import { recordAttempts } from './settle-deliveries.ts'
import type { WrittenRecord } from './written-record.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
/** Message ids by what the message is about. */
const ids: Record<string, string> = {}

const origin = { source: 'E1KNA1M', messageId: '01a20da2-6b94-7594-a0c3-63828f6075bc', at: '2026-11-23T12:00:00.000Z' }
const account: WrittenRecord = {
  objectKey: 'business-partner/0000000815',
  receiver: 'dataverse',
  table: 'account',
  rowKey: { accountnumber: '0000000815' },
  id: 'e5b3a1c2-0000-4000-8000-000000000001',
  state: 'active',
  version: '1',
  system: 'S4HCLNT100',
  columns: { name: { value: 'Muster & Söhne', ...origin }, address1_city: { value: 'Köln', ...origin } },
}

before(async () => {
  database = await freshDatabase()
  const { sql } = database
  ids.done = await received(sql, 1, ['business-partner/0000004711'])
  ids.halfDone = await received(sql, 2, ['material/A-1', 'material/A-2'])
  ids.held = await received(sql, 3, ['business-partner/0000000815'], "Unit 'KAR' is not in the value mapping")
  ids.parked = await received(sql, 4, ['invoice/0100/4711/2026'])
  ids.working = await received(sql, 5, ['business-partner/77'])
  await became(ids.done, 'business-partner/0000004711', 'delivered')
  await became(ids.halfDone, 'material/A-1', 'delivered')
  await saveRecords(sql, [account])
  await became(ids.parked, 'invoice/0100/4711/2026', 'parked', 'waits for business-partner/4711')
  await noteUnwritten(sql, [
    { messageId: ids.parked, objectKey: 'invoice/0100/4711/2026', foundBy: 'kölner werft ag' },
    { messageId: ids.done, objectKey: 'business-partner/none', foundBy: 'nobody' },
  ])
  await sql`update delivery set code = 'value mapping unit: KAR' where message_id = ${ids.held}`
  await sql`update lane set claimed_by = 'somebody', due_at = now() + interval '1 hour' where object_key = 'business-partner/77'`
})
after(() => database.drop())

test('the newest message comes first, with its deliveries as they stand now', async () => {
  const { items } = await findMessages(database.sql, {})
  assert.deepEqual(
    items.map(({ id, status }) => [id, status]),
    [
      [ids.working, 'delivering'],
      [ids.parked, 'parked'],
      [ids.held, 'held'],
      [ids.halfDone, 'waiting'],
      [ids.done, 'delivered'],
    ],
  )
  const done = items.at(-1)
  assert.deepEqual(
    { ...done, receivedAt: typeof done?.receivedAt },
    {
      id: ids.done,
      interface: 'business-partner',
      channel: 'idoc-http',
      system: 'S4HCLNT100',
      idoc: '0000000000000001',
      type: 'DEBMAS07',
      status: 'delivered',
      receivedAt: 'string',
      deliveries: [
        {
          objectKey: 'business-partner/0000004711',
          status: 'delivered',
          attempts: 1,
          operation: 'create',
          rows: [{ table: 'account', id: rowId, operation: 'create', key: { accountnumber: '4711' } }],
          warnings: [],
        },
      ],
      deliveryCount: 1,
    },
  )
})

const searches: [what: string, filter: MessageFilter, found: string[]][] = [
  ['its status held', { status: 'held' }, ['held']],
  ['its status parked', { status: 'parked' }, ['parked']],
  ['its status delivering', { status: 'delivering' }, ['working']],
  ['its status waiting, when one of its two deliveries is done', { status: 'waiting' }, ['halfDone']],
  ['its status delivered', { status: 'delivered' }, ['done']],
  ['a status none has', { status: 'cancelled' }, []],
  ['the whole object key', { objectKey: 'business-partner/0000004711' }, ['done']],
  ['the business key', { objectKey: '0000004711' }, ['done']],
  ['the business key without leading zeros', { objectKey: '4711' }, ['done']],
  ['a business key with slashes', { objectKey: '0100/4711/2026' }, ['parked']],
  ['the IDoc number', { idoc: '0000000000000003' }, ['held']],
  ['the IDoc number without leading zeros', { idoc: '3' }, ['held']],
  ['words of the reason', { text: "unit 'kar'" }, ['held']],
  ['words of the reason alone', { reason: 'VALUE unit' }, ['held']],
  ['words that no reason has', { reason: 'Köln' }, []],
  ['the error it is held for', { heldFor: 'value mapping unit: KAR' }, ['held']],
  ['an error nothing is held for', { heldFor: 'value mapping unit: KA' }, []],
  ['the key of the object', { text: 'A-2' }, ['halfDone']],
  ['the number of the IDoc', { text: '0000003' }, ['held']],
  ['words of the names of its rows, in any order and case', { text: 'KÖLN must' }, ['held']],
  ['words of rows, by whoever may not see them', { text: 'KÖLN must', isBlindToRows: true }, []],
  ['words of what was held before it was written', { text: 'WERFT köln' }, ['parked']],
  ['such words, by whoever may not see them', { text: 'WERFT köln', isBlindToRows: true }, []],
  ['words of what is no delivery of it', { text: 'nobody' }, []],
  ['words that are not all there', { text: 'Muster Hamburg' }, []],
  ['its number without zeros', { text: '4711' }, ['done']],
  ['a percent sign, which stands for itself', { text: '%' }, []],
  ['an interface', { interface: 'material' }, []],
  ['what is no id', { messageId: "x' or true" }, []],
  ['a time before', { to: new Date(Date.now() - 3_600_000) }, []],
  ['two things at once', { status: 'held', idoc: '4' }, []],
]
for (const [what, filter, found] of searches) {
  test(`a message is found by ${what}`, async () => {
    const { items } = await findMessages(database.sql, filter)
    assert.deepEqual(
      items.map(({ id }) => id),
      found.map((name) => ids[name]),
    )
  })
}

test('a message is found by the time of its arrival, to the millisecond', async () => {
  const { items: all } = await findMessages(database.sql, {})
  const at = new Date(all[2]?.receivedAt ?? '')
  const { items } = await findMessages(database.sql, { from: at, to: at })
  assert.ok(items.some(({ id }) => id === all[2]?.id))
  assert.ok(items.every(({ receivedAt }) => receivedAt === at.toISOString()))
})

test('pages follow each other without a gap', async () => {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await findMessages(database.sql, { limit: 2, cursor })
    found.push(...page.items.map(({ id }) => id))
    cursor = page.next
  } while (cursor !== undefined)
  assert.deepEqual(found, [ids.working, ids.parked, ids.held, ids.halfDone, ids.done])
})

test('the oldest come first when that is asked for, page by page', async () => {
  const first = await findMessages(database.sql, { limit: 3, order: 'oldest' })
  const rest = await findMessages(database.sql, { limit: 3, order: 'oldest', cursor: first.next })
  assert.deepEqual(
    [...first.items, ...rest.items].map(({ id }) => id),
    [ids.done, ids.halfDone, ids.held, ids.parked, ids.working],
  )
  assert.equal(rest.next, undefined)
})

test('a message is read with its attempts, by its id or as much of it as tells it apart', async () => {
  const message = await readMessage(database.sql, ids.parked?.slice(0, 30) ?? '')
  assert.equal(message?.id, ids.parked)
  assert.equal(message?.identity, 'idoc/S4HCLNT100/100/0000000000000004')
  assert.deepEqual(
    message?.attempts.map(({ objectKey, number, outcome, reason, code }) => ({ objectKey, number, outcome, reason, code })),
    [
      {
        objectKey: 'invoice/0100/4711/2026',
        number: 1,
        outcome: 'parked',
        reason: 'waits for business-partner/4711',
        code: '0x80060891',
      },
    ],
  )
  assert.equal(await readMessage(database.sql, '0'), undefined, 'several begin so')
  assert.equal(await readMessage(database.sql, randomUUID()), undefined)
})

test('an object shows its rows, which IDoc wrote each column, and its messages', async () => {
  const messageId = ids.done ?? ''
  const column = {
    value: { decimal: '922337203685477.5807' },
    source: 'E1KNA1M/UMSA1',
    messageId,
    at: '2026-11-23T12:00:00.000Z',
  }
  const record = {
    objectKey: 'business-partner/0000004711',
    receiver: 'dataverse',
    table: 'account',
    id: rowId,
    system: 'S4HCLNT100',
    version: '1',
  }
  await saveRecords(database.sql, [
    { ...record, rowKey: { accountnumber: '4711' }, state: 'active', columns: { revenue: column } },
  ])
  const object = await readObject(database.sql, 'business-partner/0000004711')
  assert.deepEqual(object?.rows, [
    {
      receiver: 'dataverse',
      table: 'account',
      id: rowId,
      key: { accountnumber: '4711' },
      state: 'active',
      columns: { revenue: { ...column, idoc: '0000000000000001' } },
    },
  ])
  assert.deepEqual(
    object?.messages.map(({ id }) => id),
    [messageId],
  )
  assert.equal(await readObject(database.sql, 'business-partner/none'), undefined)
})

const rowId = 'e5b3a1c2-0000-4000-8000-000000000001'

async function became(messageId: string, objectKey: string, status: DeliveryStatus, reason?: string): Promise<void> {
  const isDone = status === 'delivered'
  await database.sql`update lane set parked_for = ${isDone ? null : 'business-partner/4711'} where object_key = ${objectKey}`
  if (isDone) {
    await database.sql`delete from queue_entry where object_key = ${objectKey}`
    await database.sql`delete from lane where object_key = ${objectKey}`
  }
  await recordAttempts(database.sql, [
    {
      messageId,
      objectKey,
      status,
      attempt: 1,
      startedAt: new Date(),
      rows: isDone ? [{ table: 'account', key: { accountnumber: '4711' }, id: rowId, operation: 'create' }] : [],
      warnings: [],
      ...(isDone ? { operation: 'create' } : { code: '0x80060891' }),
      ...(reason !== undefined && { reason }),
    },
  ])
}
