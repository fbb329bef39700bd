import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { apiServer, asAdmin } from '../../test/support/api-server.ts'
import { arrivals } from '../../test/support/arrivals.ts'
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts'
import { type Debmas, debmas, docnum } from '../../test/support/idocs.ts'
import type { Accept } from '../message/arrival.ts'
import { claim } from '../queue/claim.ts'
import { hold } from '../queue/hold.ts'
import { pauseChannel } from '../store/channel-state.ts'
import { connect } from '../store/connect.ts'
import { saveRecords } from '../store/records.ts'
import { recordAttempts } from '../store/settle-deliveries.ts'

let database: FreshDatabase
let server: FastifyInstance
let accept: Accept
let woken: () => number

before(async () => {
  database = await freshDatabase()
  ;({ server, accept, woken } = await apiServer(database.sql))
})
after(async () => {
  await server.close()
  await database.drop()
})
beforeEach(
  () => database.sql`truncate lane, queue_entry, delivery, attempt, message, message_identity, record, audit, channel_state`,
)

test('who does not sign in, or wrongly, gets 401 with a challenge, and nothing else', async () => {
  for (const authorization of [undefined, 'Basic nonsense', `Basic ${Buffer.from('admin:wrong').toString('base64')}`]) {
    const headers = authorization === undefined ? {} : { authorization }
    const answer = await server.inject({ url: '/api/messages', headers })
    assert.equal(answer.statusCode, 401)
    assert.match(String(answer.headers['www-authenticate']), /^Basic realm=/)
    assert.equal(answer.json().title, 'User or password is wrong or missing')
  }
})

test('messages are listed newest first, a page at a time', async () => {
  for (const number of [1, 2, 3]) await arrive({ docnum: number, customer: 4710 + number })
  const first = await get('/api/messages?limit=2')
  assert.deepEqual(
    first.items.map((item: { idoc: string }) => item.idoc),
    [docnum(3), docnum(2)],
  )
  const second = await get(`/api/messages?limit=2&cursor=${first.next}`)
  assert.deepEqual([second.items.length, second.items[0].idoc, second.next], [1, docnum(1), undefined])
  const [item] = first.items
  assert.deepEqual(
    { ...item, id: '', receivedAt: '' },
    {
      id: '',
      interface: 'business-partner',
      channel: 'idoc-http',
      system: 'S4HCLNT100',
      idoc: docnum(3),
      type: 'DEBMAS07',
      status: 'waiting',
      receivedAt: '',
      deliveries: [{ ...item.deliveries[0], objectKey: 'business-partner/4713', status: 'waiting', attempts: 0, rows: [] }],
    },
  )
})

test('every filter finds its message and no other', async () => {
  await arrive({ docnum: 1, customer: 4711 })
  await arrive({ docnum: 2, customer: '' })
  const [held] = (await get('/api/messages?status=held')).items
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  for (const [query, found] of [
    ['status=held', [docnum(2)]],
    ['status=waiting', [docnum(1)]],
    ['status=delivered', []],
    ['objectKey=business-partner/4711', [docnum(1)]],
    ['objectKey=4711', [docnum(1)]],
    ['idoc=2', [docnum(2)]],
    [`idoc=${docnum(2)}`, [docnum(2)]],
    [`messageId=${held.id}`, [docnum(2)]],
    ['text=no%20KUNNR', [docnum(2)]],
    ['interface=business-partner', [docnum(2), docnum(1)]],
    ['interface=material', []],
    [`from=${tomorrow}`, []],
    [`to=${tomorrow.slice(0, 10)}`, [docnum(2), docnum(1)]],
  ] as const) {
    const { items } = await get(`/api/messages?${query}`)
    assert.deepEqual(
      items.map((item: { idoc: string }) => item.idoc),
      found,
      query,
    )
  }
})

test('a wrong question is answered with problem details that name the field', async () => {
  for (const [url, status, detail] of [
    ['/api/messages?status=lost', 400, /status/],
    ['/api/messages?from=yesterday', 400, /from/],
    ['/api/messages?limit=0', 400, /limit/],
    ['/api/messages/77', 404, /GET \/api\/messages/],
    ['/api/messages/zzz', 404, /GET \/api\/messages/],
    ['/api/objects/business-partner/77', 404, /object keys/],
    ['/api/nothing', 404, /\/api\/docs/],
  ] as const) {
    const answer = await server.inject({ url, headers: asAdmin })
    assert.equal(answer.statusCode, status, url)
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
    assert.match(answer.json().detail, detail)
    assert.equal(answer.json().instance, url)
  }
})

test('a message is found by id, by the beginning of its id, and by IDoc number, and tells its tries', async () => {
  const id = await arrive({ docnum: 199045, customer: 1 })
  await fail(id, 'business-partner/1', 'The country XX is not known')
  for (const name of [id, id.slice(0, 30), '199045', docnum(199045)]) {
    const message = await get(`/api/messages/${name}`)
    assert.equal(message.id, id)
    assert.equal(message.status, 'held')
    assert.equal(message.attempts[0].reason, 'The country XX is not known')
  }
})

test('the payload is the bytes received, and no browser shows it as a page', async () => {
  const id = await arrive({ docnum: 1, customer: 4711, fields: { NAME1: 'Größe & Söhne' } })
  const answer = await server.inject({ url: `/api/messages/${id}/payload`, headers: asAdmin })
  assert.equal(answer.body, debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Größe & Söhne' } }))
  assert.equal(answer.headers['content-type'], 'text/xml; charset=utf-8')
  assert.match(String(answer.headers['content-disposition']), /^attachment/)
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
})

test('the writes of a message are shown with the source of each column', async () => {
  const id = await arrive({
    docnum: 1,
    customer: 4711,
    fields: { MSGFN: '005', NAME1: 'Anker AG', UMSA1: '12.50', UWAER: 'EUR' },
  })
  const { objects } = await get(`/api/messages/${id}/writes`)
  const [account] = objects[0].writes
  assert.equal(objects[0].objectKey, 'business-partner/4711')
  assert.deepEqual(account.key, { accountnumber: '0000004711' })
  assert.deepEqual(account.columns.name, {
    value: 'Anker AG',
    source: 'E1KNA1M/NAME1',
    places: [{ segment: '0', field: 'NAME1' }],
    change: 'new',
    before: { value: null },
  })
  assert.equal(account.columns.revenue.value, '12.5')
  assert.deepEqual(account.columns.transactioncurrencyid.value, { table: 'transactioncurrency', key: { isocurrencycode: 'EUR' } })
})

test('who may not see personal data sees keys, fields and sources, and that there are values', async (t) => {
  const viewer = { name: 'viewer', password: 'sandbox', roles: ['viewer', 'operator'] } as const
  const { server: guarded } = await apiServer(database.sql, { users: [viewer] })
  t.after(() => guarded.close())
  const id = await arrive({ docnum: 1, customer: 4711, fields: { NAME1: 'Anker AG' } })
  const headers = { authorization: `Basic ${Buffer.from('viewer:sandbox').toString('base64')}` }
  const ask = async (url: string) => guarded.inject({ url, headers })
  const { objects } = (await ask(`/api/messages/${id}/writes`)).json()
  const [account] = objects[0].writes
  assert.deepEqual(account.key, { accountnumber: '0000004711' })
  assert.deepEqual(account.columns.name, {
    value: null,
    hidden: true,
    source: 'E1KNA1M/NAME1',
    places: [{ segment: '0', field: 'NAME1' }],
    change: 'new',
    before: { value: null },
  })
  const document = await ask(`/api/messages/${id}/document`)
  assert.equal(document.statusCode, 200)
  assert.doesNotMatch(document.body, /Anker/)
  assert.match(document.body, /"NAME1":"•••"/)
  assert.doesNotMatch((await ask('/api/objects/business-partner/4711')).body, /Anker/)
  const payload = await ask(`/api/messages/${id}/payload`)
  assert.equal(payload.statusCode, 403)
  assert.equal(payload.json().title, 'viewer may not see personal data')
  assert.match(payload.json().detail, /it takes personal-data/)
  const edited = await guarded.inject({ method: 'POST', url: `/api/messages/${id}/edit`, headers, payload: '<x/>' })
  assert.equal(edited.statusCode, 403)
})

test('what is left empty, too long or too large is said with its limit', async () => {
  const id = await arrive({ docnum: 1, customer: 1 })
  const cancel = (payload: object) =>
    server.inject({ method: 'POST', url: `/api/messages/${id}/cancel`, headers: asAdmin, payload })
  assert.equal((await cancel({ reason: ' ' })).json().detail, 'reason: must not be empty. See /api/docs.')
  const long = await cancel({ reason: 'x'.repeat(1001) })
  assert.equal(long.json().detail, 'reason: must have at most 1000 characters. See /api/docs.')
  const large = await cancel({ reason: 'x'.repeat(2_000_000) })
  assert.equal(large.statusCode, 413)
  assert.equal(large.json().title, 'What was sent is too large')
})

test('the fields of a document are told in the language asked for, in English without being asked', async () => {
  const id = await arrive({ docnum: 1, customer: 4711, fields: { ORT01: 'Ulm' } })
  assert.equal((await get(`/api/messages/${id}/document`)).texts['E1KNA1M/ORT01'], 'city')
  assert.equal((await get(`/api/messages/${id}/document?language=de`)).texts['E1KNA1M/ORT01'], 'Ort')
  const answer = await server.inject({ url: `/api/messages/${id}/document?language=German`, headers: asAdmin })
  assert.equal(answer.statusCode, 400)
  assert.match(answer.json().detail, /language: must be a language of two letters, such as de/)
})

test('a held message is restarted, the worker is woken, and the audit log says who did it and why, as far as was said', async () => {
  const id = await arrive({ docnum: 1, customer: 1 })
  await fail(id, 'business-partner/1', 'not known')
  const before = woken()
  assert.deepEqual(await post(`/api/messages/${id}/restart`), { changed: 1, refused: [] })
  assert.equal((await get(`/api/messages/${id}`)).status, 'waiting')
  assert.equal(woken(), before + 1)
  await post(`/api/messages/${id}/restart`, { reason: 'the customer is there now' })
  assert.deepEqual(
    [...(await database.sql`select who, action, reason from audit order by id`)],
    [
      { who: 'admin', action: 'restart', reason: null },
      { who: 'admin', action: 'restart', reason: 'the customer is there now' },
    ],
  )
})

test('a message is cancelled with a reason, which stands in the audit log with the name; without one it is not', async () => {
  const id = await arrive({ docnum: 1, customer: 1 })
  for (const payload of [{}, { reason: '  ' }]) {
    const answer = await server.inject({ method: 'POST', url: `/api/messages/${id}/cancel`, headers: asAdmin, payload })
    assert.equal(answer.statusCode, 400)
  }
  assert.deepEqual(await post('/api/messages/1/cancel', { reason: 'test data' }), { changed: 1, refused: [] })
  assert.equal((await get(`/api/messages/${id}`)).status, 'cancelled')
  assert.deepEqual(
    [...(await database.sql`select who, action, reason from audit`)],
    [{ who: 'admin', action: 'cancel', reason: 'test data' }],
  )
})

test('a corrected document is a new message in place of the old one, which stays as it came', async () => {
  const id = await arrive({ docnum: 1, customer: '' })
  const corrected = debmas({ docnum: 1, customer: 4711 })
  const headers = { ...asAdmin, 'content-type': 'text/xml' }
  const answer = await server.inject({ method: 'POST', url: `/api/messages/${id}/edit`, headers, payload: corrected })
  assert.equal(answer.statusCode, 201)
  const { messageId } = answer.json()
  assert.equal((await get(`/api/messages/${messageId}`)).deliveries[0].objectKey, 'business-partner/4711')
  const old = await get(`/api/messages/${id}`)
  assert.equal(old.status, 'cancelled')
  assert.match(old.deliveries[0].reason, new RegExp(`replaced by message ${messageId}`))
  const broken = await server.inject({ method: 'POST', url: `/api/messages/${id}/edit`, headers, payload: '<DEBMAS07>' })
  assert.equal(broken.statusCode, 422)
  assert.match(broken.json().detail, /line 1/)
})

test('an object tells each column with its value, field, message and time, also when its key holds slashes', async () => {
  const id = await arrive({ docnum: 1, customer: 'A/1' })
  const written = { value: 'Anker AG', source: 'E1KNA1M/NAME1', messageId: id, at: '2026-11-23T12:00:00.000Z' }
  await database.sql.begin((tx) =>
    saveRecords(tx, [
      {
        objectKey: 'business-partner/A/1',
        receiver: 'dataverse',
        table: 'account',
        rowKey: { accountnumber: 'A/1' },
        id: randomUUID(),
        state: 'active',
        version: '1',
        system: 'S4HCLNT100',
        columns: { name: written },
      },
    ]),
  )
  const object = await get('/api/objects/business-partner/A/1')
  assert.deepEqual(object.rows[0].columns.name, { ...written, idoc: docnum(1) })
  assert.equal(object.messages[0].id, id)
})

test('interfaces, channels and queues tell what runs', async () => {
  await arrive({ docnum: 1, customer: 1 })
  await pauseChannel(database.sql, 'dataverse', 'The secret is wrong')
  const { items } = await get('/api/interfaces')
  const [account] = items[0].rows
  assert.deepEqual(
    account.columns.find(({ column }: { column: string }) => column === 'address1_city'),
    {
      column: 'address1_city',
      isKey: false,
      kind: 'text, 80 characters',
      from: 'ORT01',
      sources: ['E1KNA1M/ORT01'],
      valueMappings: [],
    },
  )
  const channels = await get('/api/channels')
  assert.deepEqual(
    channels.items.map(({ name, paused, reason }: Record<string, unknown>) => ({ name, paused, reason })),
    [
      { name: 'idoc-http', paused: false, reason: undefined },
      { name: 'idoc-soap', paused: false, reason: undefined },
      { name: 'xi-http', paused: false, reason: undefined },
      { name: 'dataverse', paused: true, reason: 'The secret is wrong' },
    ],
  )
  assert.deepEqual(await get('/api/queues'), { waiting: 1, delivering: 0, held: 0, parked: 0 })
})

test('OpenAPI describes every endpoint, and a page for people shows it', async () => {
  const { paths } = await get('/api/openapi.json')
  const operations = Object.values(paths as Record<string, Record<string, { operationId: string }>>).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  )
  assert.deepEqual(operations.sort(), [
    'addUser',
    'cancelMessage',
    'cancelMessages',
    'changeUser',
    'checkBusinessPartner',
    'checkCreditLimit',
    'checkInventory',
    'checkInvoice',
    'checkInvoiceLine',
    'checkMessage',
    'checkProduct',
    'checkUser',
    'deleteView',
    'editMessage',
    'exportMessages',
    'exportValueMapping',
    'getBusinessPartnerStatus',
    'getDocument',
    'getInvoiceLineStatus',
    'getInvoiceStatus',
    'getPayload',
    'getProductStatus',
    'getWrites',
    'importValueMapping',
    'listAlerts',
    'listAudit',
    'listChannels',
    'listInterfaces',
    'listMessages',
    'listMissingCodes',
    'listTokens',
    'listUsers',
    'listValueMappingChanges',
    'listValueMappings',
    'listViews',
    'makeToken',
    'pauseChannel',
    'pauseInterface',
    'removeUser',
    'resetValue',
    'restartMessage',
    'restartMessages',
    'resumeChannel',
    'resumeInterface',
    'revokeToken',
    'saveView',
    'setBusinessPartner',
    'setCreditLimit',
    'setInventory',
    'setInvoice',
    'setInvoiceLine',
    'setProduct',
    'setValue',
    'showFigures',
    'showMessage',
    'showMessageWaits',
    'showObject',
    'showOverview',
    'showQueues',
    'showSession',
    'showValueMapping',
    'signIn',
    'signOut',
    'testAlerts',
    'testChannel',
    'tryDocument',
    'updateBusinessPartner',
    'updateCreditLimit',
    'updateInventory',
    'updateInvoice',
    'updateInvoiceLine',
    'updateProduct',
  ])
  const page = await server.inject({ url: '/api/docs/', headers: asAdmin })
  assert.equal(page.statusCode, 200)
  assert.doesNotMatch(page.body, /https?:\/\/(?!localhost)/)
})

test('health and metrics need no password; metrics tell the queue', async () => {
  assert.match((await server.inject('/metrics')).body, /landbridge_oldest_waiting_seconds 0\n/)
  await arrive({ docnum: 1, customer: 1 })
  assert.deepEqual((await server.inject('/health/live')).json(), { status: 'live' })
  assert.deepEqual((await server.inject('/health/ready')).json(), { status: 'ready' })
  const metrics = await server.inject('/metrics')
  assert.match(metrics.body, /landbridge_queue_deliveries\{status="waiting"\} 1/)
  assert.match(metrics.body, /landbridge_oldest_waiting_seconds \d*\.\d/)
  assert.match(metrics.body, /landbridge_channel_paused\{channel="dataverse"\} 0/)
})

test('without its database it lives, is not ready, and the API says to come again', async (t) => {
  const away = connect('postgres://nobody@127.0.0.1:9/nothing', { max: 1 })
  const { server: lonely } = await apiServer(away)
  t.after(async () => {
    await lonely.close()
    await away.end({ timeout: 0 })
  })
  assert.equal((await lonely.inject('/health/live')).statusCode, 200)
  const ready = await lonely.inject('/health/ready')
  assert.equal(ready.statusCode, 503)
  assert.match(ready.json().reason, /The database/)
  const messages = await lonely.inject({ url: '/api/messages', headers: asAdmin })
  assert.equal(messages.statusCode, 503)
  assert.equal(messages.headers['retry-after'], '5')
})

async function arrive(document: Debmas): Promise<string> {
  const [accepted] = await accept(arrivals(debmas(document)))
  return accepted?.messageId ?? ''
}

/** The delivery was tried and is held for a person. */
async function fail(messageId: string, objectKey: string, reason: string): Promise<void> {
  const claims = await claim(database.sql, { token: randomUUID(), limit: 10, seconds: 60 })
  await database.sql.begin(async (tx) => {
    const attempt = { messageId, objectKey, attempt: 1, status: 'held', startedAt: new Date(), operation: 'none' } as const
    await recordAttempts(tx, [{ ...attempt, rows: [], warnings: [], reason }])
    await hold(tx, claims)
  })
}

// biome-ignore lint/suspicious/noExplicitAny: what the API answers is what is tested
async function get(url: string): Promise<any> {
  const answer = await server.inject({ url, headers: asAdmin })
  assert.equal(answer.statusCode, 200, `${url}: ${answer.body}`)
  return answer.json()
}

async function post(url: string, payload?: InjectOptions['payload']) {
  const answer = await server.inject({ method: 'POST', url, headers: asAdmin, ...(payload === undefined ? {} : { payload }) })
  assert.equal(answer.statusCode, 200, `${url}: ${answer.body}`)
  return answer.json()
}
