import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { arrival } from '../../test/support/arrival.ts'
import { arrivals } from '../../test/support/arrivals.ts'
import { ownDatabase } from '../../test/support/database.ts'
import { debmas, debmasPacket } from '../../test/support/idocs.ts'
import { noMessages } from '../../test/support/no-messages.ts'
import { loadInterfaces } from '../interfaces/load.ts'
import type { Accepted } from '../message/arrival.ts'
import { FreshDocuments } from './fresh-documents.ts'
import { receiver } from './receive.ts'

const { sql } = await ownDatabase()
const accept = receiver({ sql, interfaces: await loadInterfaces(), fresh: new FreshDocuments(), arrived: () => {} })
beforeEach(() => noMessages(sql))

test('an IDoc that comes again with other content, edited in SAP, is another message, and is known when it comes again', async () => {
  const first = debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Before' } })
  const edited = debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'After' } })
  const [before, after, again, firstAgain] = await inTurn(first, edited, edited, first)
  assert.deepEqual([before?.repeated, after?.repeated], [false, false])
  assert.deepEqual(again, { ...after, repeated: true })
  assert.deepEqual(firstAgain, { ...before, repeated: true })
  assert.notEqual(after?.messageId, before?.messageId)
  assert.equal(await countStored(), 2)
  const [queue] = await sql`select count(*)::integer as entries from queue_entry`
  assert.equal(queue?.entries, 2)
})

test('a number twice in one packet with two contents is two messages', async () => {
  const [one, other, again] = await accept(
    arrivals(
      debmasPacket([
        { docnum: 1, customer: 4711 },
        { docnum: 1, customer: 4712 },
        { docnum: 1, customer: 4711 },
      ]),
    ),
  )
  assert.deepEqual([one?.repeated, other?.repeated], [false, false])
  assert.deepEqual(again, { ...one, repeated: true })
})

test('an IDoc that was sent again says another time, and is the same one', async () => {
  const [first, again] = await inTurn(
    debmas({ docnum: 1, customer: 4711, serial: '20261123000001' }),
    debmas({ docnum: 1, customer: 4711, serial: '20261124000001', fields: { NAME2: '' } }),
  )
  assert.deepEqual(again, { ...first, repeated: true })
})

test('an IDoc whose first message is gone, or cannot be read any more, counts as the same one', async () => {
  const [first] = await accept(arrivals(debmas({ docnum: 1, customer: 4711 })))
  await sql`update message set payload = 'no XML'`
  assert.deepEqual(await accept(arrivals(debmas({ docnum: 1, customer: 4712 }))), [{ ...first, repeated: true }])
  await sql`delete from message`
  assert.deepEqual(await accept(arrivals(debmas({ docnum: 1, customer: 4712 }))), [{ ...first, repeated: true }])
})

test('an XI message is told by its MessageId alone, whatever it holds', async () => {
  const xi = { idoc: undefined, identity: 'xi/0050568d' }
  const [first] = await accept([arrival(1, xi)])
  const document = { header: { MESTYP: 'DEBMAS' }, segments: [] }
  const [again] = await accept([arrival(1, { ...xi, document, payload: Buffer.from('<DEBMAS07/>') })])
  assert.deepEqual(again, { ...first, repeated: true })
})

/** What is answered to packets of one IDoc, one after the other. */
async function inTurn(...packets: string[]): Promise<Accepted[]> {
  const accepted: Accepted[] = []
  for (const packet of packets) accepted.push(...(await accept(arrivals(packet))))
  return accepted
}

async function countStored(): Promise<number> {
  const [counted] = await sql<[{ count: number }]>`
    select count(*)::int as count from message join delivery on delivery.message_id = message.id`
  return counted.count
}
