import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { arrival } from '../../test/support/arrival.ts'
import { arrivals } from '../../test/support/arrivals.ts'
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts'
import { debmas, debmasPacket, docnum } from '../../test/support/idocs.ts'
import { arrivalsOf } from '../channels/idoc-http/arrivals.ts'
import { loadInterfaces } from '../interfaces/load.ts'
import type { Accept, Accepted } from '../message/arrival.ts'
import { Rejected, Unavailable } from '../message/errors.ts'
import type { Claim } from '../queue/claim.ts'
import { connect } from '../store/connect.ts'
import { FreshDocuments } from './fresh-documents.ts'
import { receiver } from './receive.ts'

const interfaces = await loadInterfaces()
const heard: Accepted[] = []
let database: FreshDatabase
let accept: Accept

before(async () => {
  database = await freshDatabase()
  accept = receiver({
    sql: database.sql,
    interfaces,
    fresh: new FreshDocuments(),
    arrived: (accepted) => heard.push(...accepted),
  })
})
after(() => database.drop())
beforeEach(async () => {
  heard.length = 0
  await database.sql`truncate lane, queue_entry, delivery, attempt, message, message_identity, audit`
})

test('a packet becomes one message an IDoc and one delivery a customer, and the worker hears of it', async () => {
  const accepted = await accept(
    arrivals(
      debmasPacket([
        { docnum: 1, customer: 4711 },
        { docnum: 2, customer: 4712 },
      ]),
    ),
  )
  assert.deepEqual(
    accepted.map(({ idoc, repeated }) => ({ idoc, repeated })),
    [1, 2].map((number) => ({ idoc: docnum(number), repeated: false })),
  )
  assert.deepEqual(await stored(), [
    { idoc: docnum(1), objectKey: 'business-partner/4711', status: 'waiting', reason: null },
    { idoc: docnum(2), objectKey: 'business-partner/4712', status: 'waiting', reason: null },
  ])
  assert.deepEqual(heard, accepted)
})

test('a worker that has room is handed what was stored, after the commit', async () => {
  const handed: Claim[] = []
  const { sql } = database
  const handOver = {
    claimant: () => ({ token: 'mine', seconds: 60 }),
    take: (claims: readonly Claim[]) => handed.push(...claims),
  }
  const taking = receiver({ sql, interfaces, fresh: new FreshDocuments(), arrived: () => {}, handOver })
  await taking(arrivals(debmas({ docnum: 1, customer: 4711 })))
  const packet = Array.from({ length: 30 }, (_, index) => ({ docnum: 10 + index, customer: 4711 + index }))
  await taking(arrivals(debmasPacket(packet)))
  // Of the customer that came before, the second document waits behind the first.
  assert.equal(handed.length, 30)
  assert.ok(handed.every(({ token, attempt }) => token === 'mine' && attempt === 1))
  assert.equal(new Set(handed.map(({ objectKey }) => objectKey)).size, 30)
})

test('a payload is kept byte for byte, whatever its encoding and size', async () => {
  const payloads = [
    'Müller, Łódź, 東京 🏭',
    '\ufeffwith a byte order mark',
    'told apart by \u001e and \u001f',
    'nothing \0 here',
    'x'.repeat(2_000_000),
    Buffer.from('Müller', 'latin1'),
    Buffer.from('Łódź', 'utf16le'),
  ].map((payload) => Buffer.from(payload))
  // Each alone, then all together.
  for (const [number, payload] of payloads.entries()) await accept([arrival(number, { payload })])
  await Promise.all(payloads.map((payload, number) => accept([arrival(100 + number, { payload })])))
  const kept = await database.sql<{ payload: Buffer }[]>`select payload from message order by idoc`
  assert.deepEqual(
    kept.map(({ payload }) => payload),
    [...payloads, ...payloads],
  )
})

test('two nodes that are sent the same IDocs at once, in different order, store each once', async () => {
  const nodes = [connect(database.url), connect(database.url)]
  const accepts = nodes.map((sql) => receiver({ sql, interfaces, fresh: new FreshDocuments(), arrived: () => {} }))
  const documents = Array.from({ length: 60 }, (_, n) => debmas({ docnum: n + 1, customer: (n % 20) + 1 }))
  const accepted = await Promise.all(
    accepts.flatMap((accept, node) => (node === 0 ? documents : documents.toReversed()).map((one) => accept(arrivals(one)))),
  )
  assert.equal(accepted.flat().filter(({ repeated }) => !repeated).length, 60)
  assert.equal((await stored()).length, 60)
  const [queue] = await database.sql`select count(*)::integer as entries from queue_entry`
  assert.equal(queue?.entries, 60)
  await Promise.all(nodes.map((sql) => sql.end()))
})

test('the same IDoc again is answered like the first time and stored once, also within one packet', async () => {
  const [first] = await accept(arrivals(debmas({ docnum: 1, customer: 4711 })))
  const again = await accept(
    arrivals(
      debmasPacket([
        { docnum: 1, customer: 4711 },
        { docnum: 2, customer: 4711 },
        { docnum: 2, customer: 4711 },
      ]),
    ),
  )
  assert.deepEqual(again[0], { ...first, repeated: true })
  assert.equal(again[1]?.messageId, again[2]?.messageId)
  assert.equal((await stored()).length, 2)
})

test('the same IDoc sent many times at once is one message', async () => {
  const accepted = await Promise.all(Array.from({ length: 12 }, () => accept(arrivals(debmas({ docnum: 7, customer: 1 })))))
  assert.equal(new Set(accepted.flat().map(({ messageId }) => messageId)).size, 1)
  assert.equal(accepted.flat().filter(({ repeated }) => !repeated).length, 1)
  assert.equal((await stored()).length, 1)
})

test('of what comes at the same moment only what came before is told so, and all else is stored once', async () => {
  const [first] = await accept(arrivals(debmas({ docnum: 1, customer: 1 })))
  const accepted = await Promise.all([1, 2, 3].map((docnum) => accept(arrivals(debmas({ docnum, customer: docnum })))))
  assert.deepEqual(
    accepted.flat().map(({ repeated }) => repeated),
    [true, false, false],
  )
  assert.equal(accepted[0]?.[0]?.messageId, first?.messageId)
  assert.equal((await stored()).length, 3)
  const [queue] = await database.sql`select count(*)::integer as entries from queue_entry`
  assert.equal(queue?.entries, 3)
})

test('packets about the same customers in different order do not block each other', async () => {
  const packets = Array.from({ length: 10 }, (_, packet) => {
    const customers = Array.from({ length: 20 }, (_, customer) => customer + 1)
    const order = packet % 2 === 0 ? customers : customers.toReversed()
    return debmasPacket(order.map((customer) => ({ docnum: packet * 100 + customer, customer })))
  })
  await Promise.all(packets.map((packet) => accept(arrivals(packet))))
  assert.equal((await stored()).length, 200)
})

test('a packet that breaks off stores nothing of itself', async () => {
  const whole = debmasPacket([
    { docnum: 1, customer: 1 },
    { docnum: 2, customer: 2 },
  ])
  await assert.rejects(accept(arrivals(whole.slice(0, -40))), Rejected)
  assert.deepEqual(await stored(), [])
})

test('a type that no interface takes is refused with the types there are, and nothing of its packet is stored', async () => {
  const unknown = debmas({ docnum: 2, customer: 2 }).replaceAll('DEBMAS', 'ORDERS')
  const both = debmas({ docnum: 1, customer: 1 }).replace('</DEBMAS07>', `${/<IDOC.*<\/IDOC>/s.exec(unknown)?.[0]}</DEBMAS07>`)
  await assert.rejects(accept(arrivals(both)), (error) => {
    assert.ok(error instanceof Rejected)
    assert.match(error.message, /No interface takes ORDERS07 .*0000000000000002.* Business partner → Account/)
    return true
  })
  assert.deepEqual(await stored(), [])
})

test('an IDoc that does not say whose it is is kept, held for a person, and holds up nobody', async () => {
  await accept(arrivals(debmas({ docnum: 5, customer: '' })))
  const [held] = await stored()
  assert.equal(held?.objectKey, `business-partner/?${docnum(5)}`)
  assert.equal(held?.status, 'held')
  assert.match(held?.reason ?? '', /IDoc 0000000000000005 has no KUNNR in its segment at line 2/)
})

test('when the database is away the sender hears to come again', async () => {
  const away = connect('postgres://nobody@127.0.0.1:9/nothing', { max: 1 })
  const tried = receiver({ sql: away, interfaces, fresh: new FreshDocuments(), arrived: () => assert.fail('nothing arrived') })
  await assert.rejects(tried(arrivals(debmas({ docnum: 1, customer: 1 }))), Unavailable)
  await away.end({ timeout: 0 })
})

test('of a large packet little is kept in memory until it is stored', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let most = 0
  async function* watched() {
    const [, idoc = ''] = /(<IDOC.*<\/IDOC>)/s.exec(debmas({ docnum: 1, customer: 1, fields: { STRAS: 'x'.repeat(1500) } })) ?? []
    yield Buffer.from('<DEBMAS07>')
    for (let number = 1; number <= 10_000; number++) {
      yield Buffer.from(idoc.replace(docnum(1), docnum(number)))
      if (number % 5000 !== 0) continue
      collect()
      most = Math.max(most, process.memoryUsage().heapUsed)
    }
    yield Buffer.from('</DEBMAS07>')
  }
  collect()
  const before = process.memoryUsage().heapUsed
  const accepted = await accept(arrivalsOf(watched(), { contentType: 'text/xml', maxIdocBytes: 100_000 }))
  assert.equal(accepted.length, 10_000)
  assert.ok(most - before < 10_000_000, `${Math.round((most - before) / 1_000_000)} MB for 15 MB of IDocs`)
})

async function stored() {
  const rows = await database.sql<{ idoc: string; objectKey: string; status: string; reason: string | null }[]>`
    select idoc, object_key as "objectKey", status, reason
    from message join delivery on delivery.message_id = message.id
    order by idoc, object_key`
  return rows.map((row) => ({ ...row }))
}
