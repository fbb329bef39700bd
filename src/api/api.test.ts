import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { apiServer } from '../../test/support/api-server.ts'
import { asAdmin, basic } from '../../test/support/credentials.ts'
import { docnum } from '../../test/support/idocs.ts'
import { messageApi } from '../../test/support/message-api.ts'
import { pauseChannel } from '../store/channel-state.ts'
import { connect } from '../store/connect.ts'
import { saveRecords } from '../store/records.ts'

const { sql, server, get, arrive } = await messageApi()

test('who does not sign in, or wrongly, gets 401 with a challenge, and nothing else', async () => {
  for (const authorization of [undefined, 'Basic nonsense', basic('admin', 'wrong').authorization]) {
    const headers = authorization === undefined ? {} : { authorization }
    const answer = await server.inject({ url: '/api/messages', headers })
    assert.equal(answer.statusCode, 401)
    assert.match(String(answer.headers['www-authenticate']), /^Basic realm=/)
    assert.equal(answer.json().title, 'User or password is wrong or missing')
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

test('an object tells each column with its value, field, message and time, also when its key holds slashes', async () => {
  const id = await arrive({ docnum: 1, customer: 'A/1' })
  const written = { value: 'Anker AG', source: 'E1KNA1M/NAME1', messageId: id, at: '2026-11-23T12:00:00.000Z' }
  await sql.begin((tx) =>
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
  await pauseChannel(sql, 'dataverse', 'The secret is wrong')
  const { items } = await get('/api/interfaces')
  const [account] = items.find(({ name }: { name: string }) => name === 'business-partner').rows
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
    'findDifferences',
    'getBusinessPartnerStatus',
    'getDocument',
    'getInvoiceLineStatus',
    'getInvoiceStatus',
    'getPayload',
    'getProductStatus',
    'getWrites',
    'giveUpAnswer',
    'importValueMapping',
    'listAlerts',
    'listAudit',
    'listChannels',
    'listInterfaces',
    'listMessages',
    'listMissingCodes',
    'listRefusals',
    'listRefusedAnswers',
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
    'sendAnswer',
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
    'writeAgain',
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
  assert.match(metrics.body, /landbridge_database_up 1\n/)
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
  assert.equal(ready.json().reason, 'The database cannot be used; the log of Landbridge says why')
  const metrics = await lonely.inject('/metrics')
  assert.equal(metrics.statusCode, 200)
  assert.match(metrics.body, /\nlandbridge_database_up 0\n/)
  assert.match(metrics.body, /\nprocess_cpu_seconds_total /)
  assert.doesNotMatch(metrics.body, /127\.0\.0\.1|\nlandbridge_(queue_deliveries|oldest_waiting_seconds|channel_paused)[ {]/)
  for (const format of ['csv', 'xlsx']) {
    const file = await lonely.inject({ url: `/api/messages/export?format=${format}`, headers: asAdmin })
    assert.equal(file.statusCode, 503, format)
  }
  const messages = await lonely.inject({ url: '/api/messages', headers: asAdmin })
  assert.equal(messages.statusCode, 503)
  assert.equal(messages.headers['retry-after'], '5')
})
