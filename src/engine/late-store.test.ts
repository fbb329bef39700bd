import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrivals } from '../../test/support/arrivals.ts'
import { ownDatabase } from '../../test/support/database.ts'
import { debmas, debmasPacket } from '../../test/support/idocs.ts'
import { until } from '../../test/support/until.ts'
import { arrivalsOf } from '../channels/idoc-http/arrivals.ts'
import { loadInterfaces } from '../interfaces/load.ts'
import type { Accepted } from '../message/arrival.ts'
import { DatabaseStanding } from './database-standing.ts'
import { FreshDocuments } from './fresh-documents.ts'
import { receiver } from './receive.ts'

const { sql } = await ownDatabase()
const interfaces = await loadInterfaces()
const giveUp = { name: 'Unavailable', message: /^The database gave no answer within 0\.3 seconds; .* send it again$/ }

test('what is stored after its sender was sent away is told to the worker, and answered as known when it comes again', async () => {
  const heard: Accepted[] = []
  const database = new DatabaseStanding()
  const accept = node({ milliseconds: 300, database, arrived: (accepted) => heard.push(...accepted) })
  const letGo = await locked('message')
  await assert.rejects(accept(arrivals(debmas({ docnum: 1, customer: 1 }))), giveUp)
  assert.match(database.failure(1000)?.reason ?? '', /^NO_ANSWER: no answer within 0\.3 seconds$/)
  await assert.rejects(accept(arrivals(debmas({ docnum: 1, customer: 1 }))), /has given no answer since .*; nothing was stored/)
  await letGo()
  await until('it is stored', async () => heard.length === 1)
  assert.equal(database.failure(60_000), undefined)
  const [again] = await accept(arrivals(debmas({ docnum: 1, customer: 1 })))
  assert.deepEqual(again, { ...heard[0], repeated: true })
})

test('sent again to another node while it is not stored yet, it is stored once and both mean the same message', async () => {
  const heard: Accepted[] = []
  const letGo = await locked('lane')
  const here = node({ milliseconds: 300, arrived: (accepted) => heard.push(...accepted) })
  await assert.rejects(here(arrivals(debmas({ docnum: 2, customer: 2 }))), giveUp)
  const again = node({})(arrivals(debmas({ docnum: 2, customer: 2 })))
  await until('it waits for the first one', async () => {
    const [waiting] = await sql`select count(*)::integer as count from pg_stat_activity where wait_event_type = 'Lock'`
    return waiting?.count === 2
  })
  await letGo()
  const [accepted] = await again
  await until('both came back', async () => heard.length === 1)
  assert.deepEqual(accepted, { ...heard[0], repeated: true })
  assert.equal(await countOf(2), 1)
})

test('of a large packet that was given up on, nothing is stored later', async () => {
  const letGo = await locked('message')
  const documents = Array.from({ length: 450 }, (_, n) => ({ docnum: 1000 + n, customer: 1000 + n }))
  const body = Buffer.from(debmasPacket(documents))
  const options = { contentType: 'text/xml', maxIdocBytes: 1_000_000 }
  const accept = node({ milliseconds: 1500 })
  const coming = arrivalsOf(bytes(body), options)
  await assert.rejects(accept(coming), { name: 'Unavailable', message: /within 1\.5 seconds/ })
  await coming.return(undefined)
  await letGo()
  await until('nobody stores any more', async () => {
    const [busy] = await sql`
      select count(*)::integer as count from pg_stat_activity
      where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`
    return busy?.count === 0
  })
  assert.equal(await countOf(1000), 0)
  const accepted = await accept(arrivalsOf(bytes(body), options))
  assert.equal(accepted.filter(({ repeated }) => !repeated).length, 450)
})

test('a slow sender of a large packet is not the database', async () => {
  const accept = node({ milliseconds: 1500 })
  const body = Buffer.from(debmasPacket(Array.from({ length: 250 }, (_, n) => ({ docnum: 5000 + n, customer: 5000 + n }))))
  async function* slowly() {
    const half = Math.floor(body.length * 0.9)
    yield body.subarray(0, half)
    await new Promise((resolve) => setTimeout(resolve, 3000))
    yield body.subarray(half)
  }
  const accepted = await accept(arrivalsOf(slowly(), { contentType: 'text/xml', maxIdocBytes: 1_000_000 }))
  assert.equal(accepted.length, 250)
})

function node(needs: Partial<Parameters<typeof receiver>[0]>) {
  return receiver({ sql, interfaces, fresh: new FreshDocuments(), arrived: () => {}, ...needs })
}

/** As somebody at psql may leave it; gives what ends it. */
async function locked(table: string): Promise<() => Promise<void>> {
  const isLocked = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const holding = sql.begin(async (tx) => {
    await tx`lock table ${tx(table)}`
    isLocked.resolve()
    await end.promise
  })
  await isLocked.promise
  return async () => {
    end.resolve()
    await holding
  }
}

async function countOf(docnum: number): Promise<number> {
  const [found] = await sql<{ count: number }[]>`
    select count(*)::integer as count from message where idoc = ${String(docnum).padStart(16, '0')}`
  return found?.count ?? 0
}

async function* bytes(body: Buffer) {
  yield body
}
