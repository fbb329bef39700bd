import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { afterEach, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Alerter } from '../../src/engine/alerts/alerter.ts'
import { noRules } from '../../src/engine/alerts/troubles.ts'
import { awaitOutcome } from '../../src/engine/await-outcome.ts'
import { DatabaseStanding } from '../../src/engine/database-standing.ts'
import { FreshDocuments } from '../../src/engine/fresh-documents.ts'
import { receiver } from '../../src/engine/receive.ts'
import { loadInterfaces } from '../../src/interfaces/load.ts'
import type { AlertNews } from '../../src/message/alert.ts'
import { apiServer } from '../support/api-server.ts'
import { arrival } from '../support/arrival.ts'
import { asAdmin } from '../support/credentials.ts'
import { idocHttpChannel } from '../support/idoc-http-channel.ts'
import { debmas } from '../support/idocs.ts'
import { noMessages } from '../support/no-messages.ts'
import { soapChannel } from '../support/soap-channel.ts'
import { soapIdoc } from '../support/soap-idocs.ts'
import { stillPostgres } from '../support/still-postgres.ts'
import { until } from '../support/until.ts'
import { systemErrorOf, xiChannel } from '../support/xi-channel.ts'

const { sql, standStill, goOn } = await stillPostgres()
const interfaces = await loadInterfaces()
const within = 1000
const noAnswer = /The database gave no answer within 1 seconds; whether this was stored is not known, send it again/

afterEach(async () => {
  goOn()
  await sql`select 1`
  await noMessages(sql)
})

test('while PostgreSQL stands still IDocs get 503, when to come again and why; afterwards each that was sent is stored once', async (t) => {
  const { accept, database } = node()
  const { post } = await idocHttpChannel(t, accept)
  const soap = await soapChannel(t, accept)
  await post(debmas({ docnum: 1, customer: 1 }))
  standStill()
  const first = await post(debmas({ docnum: 2, customer: 2 }))
  assert.equal(first.status, 503)
  assert.equal(first.headers.get('retry-after'), '30')
  assert.match(await first.text(), noAnswer)
  const started = performance.now()
  const refused = await soap.post(soapIdoc(debmas({ docnum: 3, customer: 3 })))
  assert.ok(performance.now() - started < within)
  assert.equal(refused.status, 503)
  assert.equal(refused.headers.get('retry-after'), '30')
  assert.match(await refused.text(), /<faultcode>soap:Server<\/faultcode><faultstring>The database has given no answer since /)
  assert.match(database.failure(30_000)?.reason ?? '', /^NO_ANSWER: no answer since /)
  goOn()
  await until('the first one was stored late', async () => (await numbers()).includes(2))
  for (const number of [2, 3]) {
    const again = await post(debmas({ docnum: number, customer: number }))
    assert.equal(again.status, 200)
    assert.match(await again.text(), new RegExp(`<Repeated>${number === 2}</Repeated>`))
  }
  assert.deepEqual(await numbers(), [1, 2, 3])
  assert.equal(database.failure(30_000), undefined)
})

test('hundreds that come again and again meanwhile are answered, and little is kept of them', async (t) => {
  const { accept } = node()
  const { post } = await idocHttpChannel(t, accept)
  await post(debmas({ docnum: 1, customer: 1 }))
  standStill()
  const first = await Promise.all(Array.from({ length: 100 }, (_, n) => post(debmas({ docnum: 100 + n, customer: 100 + n }))))
  assert.deepEqual(new Set(first.map(({ status }) => status)), new Set([503]))
  for (let time = 0; time < 10; time++) {
    const again = await Promise.all(Array.from({ length: 100 }, (_, n) => post(debmas({ docnum: 1000 + n, customer: n + 1 }))))
    assert.deepEqual(new Set(again.map(({ status }) => status)), new Set([503]))
  }
  goOn()
  await until('it takes documents again', async () => (await post(debmas({ docnum: 2, customer: 2 }))).status === 200)
  // Those that were refused were never given to the database.
  assert.ok((await numbers()).every((number) => number < 1000))
})

test('an XI message gets an error that SAP tries again; what was stored late is acknowledged as the same message', async (t) => {
  const { accept } = node()
  const { post } = await xiChannel(t, { accept })
  const invoices = { body: readFileSync('src/interfaces/invoice/examples/invoices.xi.xml', 'utf8'), contentType: 'text/xml' }
  // The connections are there.
  await sql`select 1`
  standStill()
  const answer = await post(invoices)
  assert.equal(answer.status, 503)
  assert.equal(answer.headers.get('retry-after'), '30')
  const error = systemErrorOf(await answer.text())
  assert.match(error.reason, noAnswer)
  assert.deepEqual([error.code, error.retry], ['LANDBRIDGE/STORE_AWAY', 'A'])
  goOn()
  await until('it was stored late', async () => (await sql`select from message`).length === 1)
  assert.equal((await post(invoices)).status, 200)
  assert.equal((await sql`select from message`).length, 1)
})

test('who waits for what becomes of a stored message is told that it waits', async () => {
  const { accept } = node()
  const outcome = awaitOutcome(sql, { milliseconds: 10, grace: 200 })
  const arrived = await accept([arrival(1)])
  standStill()
  const { status, reason } = await outcome(arrived[0]?.messageId ?? '', new AbortController().signal)
  assert.deepEqual([status, reason], ['waiting', 'the database gives no answer'])
})

test('the CRM API answers 503 too, whether it was to store something, to look for it, or to find out who asks', async (t) => {
  const { server } = await apiServer(sql, {}, undefined, {
    milliseconds: within,
    rows: { find: async () => undefined, read: async () => ({}) },
  })
  t.after(() => server.close())
  await sql`select 1`
  standStill()
  const json = { 'content-type': 'application/json' }
  const stored = await server.inject({
    method: 'POST',
    url: '/api/crm/v1/business-partners',
    headers: { ...asAdmin, ...json },
    payload: { businessPartner: '4711', name: 'Example' },
  })
  assert.deepEqual([stored.statusCode, stored.headers['retry-after']], [503, '5'])
  assert.match(stored.json().detail, noAnswer)
  const changed = await server.inject({
    method: 'PATCH',
    url: '/api/crm/v1/business-partners(00000000-0000-0000-0000-000000000001)',
    headers: { ...asAdmin, ...json },
    payload: { name: 'Example' },
  })
  assert.deepEqual([changed.statusCode, changed.json().title], [503, 'It was not done in time'])
  const authorization = `Bearer landbridge_${'x'.repeat(43)}`
  const unknown = await server.inject({ url: '/api/messages', headers: { authorization } })
  assert.equal(unknown.statusCode, 503)
  assert.match(unknown.json().detail, /^The database gave no answer within 1 seconds; nothing was stored, try again$/)
})

test('no node is ready meanwhile, people are told, and told when it is over', async (t) => {
  const database = new DatabaseStanding()
  const told: AlertNews[] = []
  const target = { name: 'test', to: 'a test', limits: {}, send: async (news: AlertNews) => void told.push(news) }
  const alerter = new Alerter({
    sql,
    rules: { ...noRules, database: true },
    targets: [target],
    lookSeconds: 0.1,
    gatherSeconds: 0,
    calmMinutes: 1,
    credentials: () => [],
    publicUrl: undefined,
    database,
    milliseconds: 300,
    log: { warn: () => {} },
  })
  alerter.start()
  t.after(() => alerter.stop())
  const { server } = await apiServer(sql)
  t.after(() => server.close())
  standStill()
  assert.equal((await server.inject('/health/ready')).statusCode, 503)
  await until('people are told', async () => told.length === 1)
  assert.match(told[0]?.begun[0]?.text ?? '', /^The database cannot be used \(NO_ANSWER: no answer within 0\.3 seconds\)/)
  await pause(500)
  goOn()
  await until('it is told that it is over', async () => told.length === 2)
  assert.equal(told[1]?.over[0]?.rule, 'database')
  await until('it is ready', async () => (await server.inject('/health/ready')).statusCode === 200)
})

function node() {
  const database = new DatabaseStanding()
  const accept = receiver({ sql, interfaces, fresh: new FreshDocuments(), arrived: () => {}, database, milliseconds: within })
  return { accept, database }
}

async function numbers(): Promise<number[]> {
  const found = await sql<{ idoc: string }[]>`select idoc from message order by idoc`
  return found.map(({ idoc }) => Number(idoc))
}
