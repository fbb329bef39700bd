import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { api } from '../../src/api/api.ts'
import { xiHttp } from '../../src/channels/xi-http/xi-http.ts'
import { createLog } from '../../src/create-log.ts'
import { awaitOutcome } from '../../src/engine/await-outcome.ts'
import { cancelMessage } from '../../src/engine/cancel.ts'
import { FreshDocuments } from '../../src/engine/fresh-documents.ts'
import { receiver } from '../../src/engine/receive.ts'
import { Worker } from '../../src/engine/worker.ts'
import { problemsOf } from '../../src/interfaces/check.ts'
import { loadInterfaces } from '../../src/interfaces/load.ts'
import { anyOf, defineInterface, idoc, row, xi } from '../../src/mapping/define-interface.ts'
import { firstOf } from '../../src/mapping/rules/combine.ts'
import { field } from '../../src/mapping/rules/field.ts'
import { table, text } from '../../src/mapping/tables.ts'
import { noValueMappings } from '../../src/mapping/value-mappings.ts'
import { type IntegrationError, Rejected, Unavailable } from '../../src/message/errors.ts'
import type { ObjectWrites, Receiver } from '../../src/message/write.ts'
import { openXi } from '../../src/xi/parse.ts'
import { noRefresh, noRows } from '../support/api-server.ts'
import { freshDatabase } from '../support/database.ts'
import { landbridge } from '../support/landbridge.ts'
import { proxyCustomer, useProxyInterface } from '../support/proxy-interface.ts'
import { until } from '../support/until.ts'
import { type XiRequest, xiMessage } from '../support/xi-messages.ts'

test('a proxy sends an invoice, is acknowledged, and its columns come from fields, attributes and the header', async (t) => {
  const product = await running(t)
  const { status, answer } = await product.post(invoice(1, { name: 'one' }))
  assert.deepEqual([status, answer.header.messageClass], [200, 'SystemAck'])
  await product.settled()
  assert.deepEqual(
    product.written.map(({ writes }) => writes[0]?.columns),
    [{ name: 'one', currency: 'EUR', sender: 'BS_S4H_100' }],
  )
})

test('the same message again writes nothing and is answered with the same message', async (t) => {
  const product = await running(t)
  const first = await product.post(invoice(1))
  await product.settled()
  const again = await product.post(invoice(1))
  assert.equal(again.answer.header.messageId, first.answer.header.messageId)
  await product.settled()
  assert.equal(product.written.length, 1)
})

test('an invoice whose number is missing is stored and held, and holds up no other', async (t) => {
  const product = await running(t)
  await product.post(invoice('', { id: 1 }))
  await product.post(invoice('', { id: 2 }))
  const held = await product.sql`select object_key as key, reason from delivery where status = 'held' order by 1`
  assert.deepEqual(
    held.map(({ key }) => key),
    [1, 2].map((id) => `invoice/?${guid(id)}`),
  )
  assert.match(held[0]?.reason, /^XI message 0{8}-.* has no Number in its segment at line 1 \(MT_Invoice\)/)
})

test('the caller who waits gets the row that was written', async (t) => {
  const product = await running(t)
  const { status, answer } = await product.post(invoice(1, { quality: 'BestEffort' }))
  assert.deepEqual([status, answer.header.messageClass], [200, 'ApplicationResponse'])
  const [outcome] = answer.document().segments
  assert.equal(outcome?.fields.Status, 'delivered')
  assert.deepEqual({ ...outcome?.segments[0]?.fields }, { Table: 'invoice', Id: 'id of 1' })
})

test('the caller who waits gets the reason when Dynamics 365 rejects the document', async (t) => {
  const product = await running(t, { answer: () => new Rejected('The currency is not known') })
  const { status, answer } = await product.post(invoice(1, { quality: 'BestEffort' }))
  assert.deepEqual([status, answer.header.messageClass], [200, 'ApplicationError'])
  assert.equal(answer.document().segments[0]?.segments[0]?.fields.faultText, 'The currency is not known')
})

test('the caller who waits longer than he may is told so', async (t) => {
  const product = await running(t, { answer: () => new Unavailable('busy', { retryAfter: 60_000 }), patience: 300 })
  const { status, answer } = await product.post(invoice(1, { quality: 'BestEffort' }))
  assert.deepEqual([status, answer.header.messageClass], [500, 'SystemError'])
})

test('messages of one queue go out one after the other, though their objects differ; others pass them', async (t) => {
  const others = new Set(['invoice/6', 'invoice/7'])
  const answer = ({ objectKey }: ObjectWrites) => {
    others.delete(objectKey)
    return objectKey === 'invoice/1' && others.size > 0 ? new Unavailable('busy', { retryAfter: 200 }) : undefined
  }
  const product = await running(t, { answer })
  for (const number of [1, 2, 3, 4, 5]) await product.post(invoice(number, { queueId: 'INVOICES' }))
  await product.post(invoice(6, { queueId: 'OTHERS' }))
  await product.post(invoice(7))
  await product.settled()
  const order = product.written.map(({ objectKey }) => objectKey)
  assert.deepEqual(
    order.filter((key) => !['invoice/6', 'invoice/7'].includes(key)),
    [1, 2, 3, 4, 5].map((number) => `invoice/${number}`),
  )
  assert.ok(order.indexOf('invoice/6') < order.indexOf('invoice/1'))
  assert.ok(order.indexOf('invoice/7') < order.indexOf('invoice/1'))
})

test('a held message holds up its queue, says so, and lets it go on when it is cancelled', async (t) => {
  const answer = ({ objectKey }: ObjectWrites) => (objectKey === 'invoice/1' ? new Rejected('no') : undefined)
  const product = await running(t, { answer })
  const first = await product.post(invoice(1, { queueId: 'INVOICES' }))
  await product.post(invoice(2, { queueId: 'INVOICES' }))
  const reason = await until('the second message is parked', async () => {
    const [parked] = await product.sql`select reason from delivery where object_key = 'invoice/2' and status = 'parked'`
    return parked?.reason
  })
  assert.match(reason, /^Message [0-9a-f-]{36} \(invoice\/1\) comes first in the queue S4HCLNT100\/INVOICES/)
  assert.deepEqual(product.written, [])
  await cancelMessage(product.sql, first.answer.header.messageId, { who: 'admin', reason: 'wrong' })
  await product.settled()
  assert.deepEqual(
    product.written.map(({ objectKey }) => objectKey),
    ['invoice/2'],
  )
})

test('a person corrects the main document of a held message, and the corrected one is delivered', async (t) => {
  const product = await running(t)
  const { answer } = await product.post(invoice('', { id: 1 }))
  const path = `/api/messages/${answer.header.messageId}`
  const corrected = '<MT_Invoice><Number>1</Number><Name>right</Name></MT_Invoice>'
  const edited = (await product.api('POST', `${path}/edit`, corrected)) as { messageId: string }
  await product.settled()
  assert.deepEqual(
    product.written.map(({ objectKey, writes }) => [objectKey, writes[0]?.columns.name]),
    [['invoice/1', 'right']],
  )
  const shown = (await product.api('GET', `/api/messages/${edited.messageId}`)) as Record<string, unknown>
  assert.deepEqual([shown.xiMessageId, shown.type, shown.status], [guid(1), 'SI_Invoice_Out', 'delivered'])
  const payload = await fetch(`${product.url}${path}/payload`, { headers: { authorization: basic } })
  assert.equal(payload.headers.get('content-disposition'), `attachment; filename="${answer.header.messageId}.xi"`)
  assert.equal(await payload.text(), invoice('', { id: 1 }).body)
  const original = (await product.api('GET', path)) as Record<string, unknown>
  assert.deepEqual([original.xiMessageId, original.channel, original.status], [guid(1), 'xi-http', 'cancelled'])
})

test('an interface that no message names is refused, with what there is', async (t) => {
  const product = await running(t)
  const { status, text } = await product.post(xiMessage({ interface: 'SI_Other' }))
  assert.equal(status, 500)
  assert.match(text, /No interface takes SI_Other of urn:example:fi, as XI message .* is; there is: Invoice/)
})

test('what a proxy sends of a customer becomes an account, and the caller who waits gets its id', async (t) => {
  const folder = useProxyInterface(t)
  const found = (await loadInterfaces(folder)).get('proxy-customer')
  assert.ok(found)
  assert.deepEqual(await problemsOf(found), [])
  const product = await landbridge(t)
  const send = async ({ body, contentType }: XiRequest, path: string) => {
    const headers = { authorization: basic, 'content-type': contentType }
    const response = await fetch(`${product.url}${path}`, { method: 'POST', headers, body })
    return openXi(Buffer.from(await response.text()), response.headers.get('content-type') ?? '')
  }
  const first = await send(proxyCustomer(guid(1), '4711', 'Müller', { quality: 'BestEffort' }), '/xi')
  assert.equal(first.header.messageClass, 'ApplicationResponse')
  const [outcome] = first.document().segments
  const [account, ...others] = await product.rows<Record<string, unknown>>('accounts')
  assert.deepEqual(
    [account?.accountnumber, account?.name, account?.lb_searchterm, others.length],
    ['0000004711', 'Müller', 'BS_S4H_100', 0],
  )
  assert.deepEqual({ ...outcome?.segments[0]?.fields }, { Table: 'account', Id: account?.accountid })

  const second = await send(proxyCustomer(guid(2), '4711', 'Meier'), '/xi/S4HCLNT100')
  assert.equal(second.header.messageClass, 'SystemAck')
  await product.settled()
  assert.deepEqual(
    (await product.rows<Record<string, unknown>>('accounts')).map(({ name }) => name),
    ['Meier'],
  )
  const shown = await product.get<Record<string, unknown>>(`/api/messages/${second.header.messageId}`)
  assert.deepEqual([shown.xiMessageId, shown.channel, shown.system], [guid(2), 'xi-http', 'S4HCLNT100'])
})

const invoices = table(
  { name: 'invoice', set: 'invoices', id: 'invoiceid', key: ['number'] },
  { number: text(20), name: text(20), currency: text(3), sender: text(20) },
)

const definition = defineInterface({
  name: 'invoice',
  title: 'Invoice',
  receives: anyOf(idoc('INVOIC'), xi({ interface: 'SI_Invoice_Out', namespace: 'urn:example:fi' })),
  objects: 'MT_Invoice',
  objectKey: field('Number'),
  rows: [
    row(invoices, {
      key: { number: field('Number') },
      columns: {
        name: firstOf('Name[@languageCode=EN]/text', 'Name'),
        currency: field('Amount@currencyCode'),
        sender: field('XI/SenderService'),
      },
    }),
  ],
})

/** Engine and channel on a database of their own, before a Dynamics 365 that answers what the test says. */
async function running(
  t: TestContext,
  given: { answer?: (object: ObjectWrites) => IntegrationError | undefined; patience?: number } = {},
) {
  const database = await freshDatabase()
  const { sql } = database
  const written: ObjectWrites[] = []
  const dynamics: Receiver = {
    async write(objects) {
      return objects.map((object) => {
        const error = given.answer?.(object)
        if (error !== undefined) return { rows: [], warnings: [], error }
        written.push(object)
        const [, number] = object.objectKey.split('/')
        const rows = object.writes.map(({ table, key }) => ({
          table: table.name,
          key,
          id: `id of ${number}`,
          operation: 'create' as const,
        }))
        return { rows, warnings: [] }
      })
    },
    async close() {},
  }
  const loaded = (await loadInterfaces(useProxyInterface(t))).get('proxy-customer')
  assert.ok(loaded)
  const interfaces = new Map([['invoice', { ...loaded, ...definition, tables: [invoices], valueMappings: noValueMappings }]])
  const log = createLog({ logLevel: 'silent' })
  const receivers = new Map([['dataverse', { channel: dynamics, match: 'key' as const }]])
  const fresh = new FreshDocuments()
  const worker = new Worker({
    sql,
    interfaces,
    fresh,
    receivers,
    log,
    stops: { has: () => false },
    settled() {},
    async paused() {},
  })
  const accept = receiver({ sql, interfaces, fresh, arrived: () => worker.wake() })
  const http = Fastify({ loggerInstance: log })
  await http.register(
    xiHttp({
      accept,
      outcome: awaitOutcome(sql, { milliseconds: given.patience ?? 60_000 }),
      senders: [{ system: 'S4HCLNT100', user: 'S4HCLNT100', password: 'sandbox' }],
      maxPacketBytes: 1_000_000,
      maxIdocBytes: 1_000_000,
    }),
  )
  await http.register(
    api({
      sql,
      interfaces,
      access: { users: [{ name: 'S4HCLNT100', password: 'sandbox', roles: ['administrator', 'personal-data', 'crm'] }] },
      accept,
      rows: noRows,
      refresh: noRefresh,
      wake: () => worker.wake(),
      log,
    }),
  )
  await http.listen({ port: 0, host: '127.0.0.1' })
  worker.start()
  t.after(async () => {
    await http.close()
    await worker.stop()
    await database.drop()
  })
  const { port } = http.server.address() as AddressInfo
  const authorization = basic
  return {
    sql,
    url: `http://127.0.0.1:${port}`,
    written,
    async post({ body, contentType }: XiRequest) {
      const headers = { authorization, 'content-type': contentType }
      const response = await fetch(`http://127.0.0.1:${port}/xi`, { method: 'POST', headers, body })
      const text = await response.text()
      const type = response.headers.get('content-type') ?? ''
      return { status: response.status, text, answer: openXi(Buffer.from(text), type) }
    },
    async api(method: 'GET' | 'POST', path: string, body?: string) {
      const headers = { authorization, ...(body !== undefined && { 'content-type': 'text/xml' }) }
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...(body !== undefined && { body }) })
      assert.ok(response.ok, `${method} ${path} answered ${response.status}`)
      return response.json()
    },
    settled: () =>
      until('nothing is left to do', async () => (await sql`select from queue_entry where not held limit 1`).length === 0),
  }
}

const basic = `Basic ${Buffer.from('S4HCLNT100:sandbox').toString('base64')}`

function invoice(number: number | '', more: { id?: number; name?: string; quality?: string; queueId?: string } = {}): XiRequest {
  const { id = Number(number), name = 'example', queueId } = more
  const quality = queueId === undefined ? {} : { quality: 'ExactlyOnceInOrder' }
  return xiMessage({
    ...quality,
    ...more,
    messageId: guid(id),
    payload: `<n0:MT_Invoice xmlns:n0="urn:example:fi"><Number>${number}</Number><Name languageCode="EN">${name}</Name><Amount currencyCode="EUR">1.00</Amount></n0:MT_Invoice>`,
  })
}

function guid(number: number): string {
  return `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`
}
