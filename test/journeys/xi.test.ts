import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cancelMessage } from '../../src/engine/cancel.ts'
import { problemsOf } from '../../src/interfaces/check.ts'
import { loadInterfaces } from '../../src/interfaces/load.ts'
import { Rejected, Unavailable } from '../../src/message/errors.ts'
import type { ObjectWrites } from '../../src/message/write.ts'
import { openXi } from '../../src/xi/parse.ts'
import { asSap } from '../support/credentials.ts'
import { invoicesByProxy, proxyInvoice } from '../support/invoices-by-proxy.ts'
import { landbridge } from '../support/landbridge.ts'
import { proxyCustomer, useProxyInterface } from '../support/proxy-interface.ts'
import { until } from '../support/until.ts'
import { type XiRequest, xiIdOf, xiMessage } from '../support/xi-messages.ts'

test('a proxy sends an invoice, is acknowledged, and its columns come from fields, attributes and the header', async (t) => {
  const product = await invoicesByProxy(t)
  const { status, answer } = await product.post(proxyInvoice(1, { name: 'one' }))
  assert.deepEqual([status, answer.header.messageClass], [200, 'SystemAck'])
  await product.settled()
  assert.deepEqual(
    product.written.map(({ writes }) => writes[0]?.columns),
    [{ name: 'one', currency: 'EUR', sender: 'BS_S4H_100' }],
  )
})

test('the same message again writes nothing and is answered with the same message', async (t) => {
  const product = await invoicesByProxy(t)
  const first = await product.post(proxyInvoice(1))
  await product.settled()
  const again = await product.post(proxyInvoice(1))
  assert.equal(again.answer.header.messageId, first.answer.header.messageId)
  await product.settled()
  assert.equal(product.written.length, 1)
})

test('an invoice whose number is missing is stored and held, and holds up no other', async (t) => {
  const product = await invoicesByProxy(t)
  await product.post(proxyInvoice('', { id: 1 }))
  await product.post(proxyInvoice('', { id: 2 }))
  const held = await product.sql`select object_key as key, reason from delivery where status = 'held' order by 1`
  assert.deepEqual(
    held.map(({ key }) => key),
    [1, 2].map((id) => `invoice/?${xiIdOf(id)}`),
  )
  assert.match(held[0]?.reason, /^XI message 005056bf-.* has no Number in its segment at line 1 \(MT_Invoice\)/)
})

test('the caller who waits gets the row that was written', async (t) => {
  const product = await invoicesByProxy(t)
  const { status, answer } = await product.post(proxyInvoice(1, { quality: 'BestEffort' }))
  assert.deepEqual([status, answer.header.messageClass], [200, 'ApplicationResponse'])
  const [outcome] = answer.document().segments
  assert.equal(outcome?.fields.Status, 'delivered')
  assert.deepEqual({ ...outcome?.segments[0]?.fields }, { Table: 'invoice', Id: 'id of 1' })
})

test('the caller who waits gets the reason when Dynamics 365 rejects the document', async (t) => {
  const product = await invoicesByProxy(t, { answer: () => new Rejected('The currency is not known') })
  const { status, answer } = await product.post(proxyInvoice(1, { quality: 'BestEffort' }))
  assert.deepEqual([status, answer.header.messageClass], [200, 'ApplicationError'])
  assert.equal(answer.document().segments[0]?.segments[0]?.fields.faultText, 'The currency is not known')
})

test('the caller who waits longer than he may is told so', async (t) => {
  const product = await invoicesByProxy(t, { answer: () => new Unavailable('busy', { retryAfter: 60_000 }), patience: 300 })
  const { status, answer } = await product.post(proxyInvoice(1, { quality: 'BestEffort' }))
  assert.deepEqual([status, answer.header.messageClass], [500, 'SystemError'])
})

test('messages of one queue go out one after the other, though their objects differ; others pass them', async (t) => {
  const others = new Set(['invoice/6', 'invoice/7'])
  const answer = ({ objectKey }: ObjectWrites) => {
    others.delete(objectKey)
    return objectKey === 'invoice/1' && others.size > 0 ? new Unavailable('busy', { retryAfter: 200 }) : undefined
  }
  const product = await invoicesByProxy(t, { answer })
  for (const number of [1, 2, 3, 4, 5]) await product.post(proxyInvoice(number, { queueId: 'INVOICES' }))
  await product.post(proxyInvoice(6, { queueId: 'OTHERS' }))
  await product.post(proxyInvoice(7))
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
  const product = await invoicesByProxy(t, { answer })
  const first = await product.post(proxyInvoice(1, { queueId: 'INVOICES' }))
  await product.post(proxyInvoice(2, { queueId: 'INVOICES' }))
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
  const product = await invoicesByProxy(t)
  const { answer } = await product.post(proxyInvoice('', { id: 1 }))
  const path = `/api/messages/${answer.header.messageId}`
  const corrected = '<MT_Invoice><Number>1</Number><Name>right</Name></MT_Invoice>'
  const edited = (await product.api('POST', `${path}/edit`, corrected)) as { messageId: string }
  await product.settled()
  assert.deepEqual(
    product.written.map(({ objectKey, writes }) => [objectKey, writes[0]?.columns.name]),
    [['invoice/1', 'right']],
  )
  const shown = (await product.api('GET', `/api/messages/${edited.messageId}`)) as Record<string, unknown>
  assert.deepEqual([shown.xiMessageId, shown.type, shown.status], [xiIdOf(1), 'SI_Invoice_Out', 'delivered'])
  const payload = await fetch(`${product.url}${path}/payload`, { headers: asSap })
  assert.equal(payload.headers.get('content-disposition'), `attachment; filename="${answer.header.messageId}.xi"`)
  assert.equal(await payload.text(), proxyInvoice('', { id: 1 }).body)
  const original = (await product.api('GET', path)) as Record<string, unknown>
  assert.deepEqual([original.xiMessageId, original.channel, original.status], [xiIdOf(1), 'xi-http', 'cancelled'])
})

test('an interface that no message names is refused, with what there is', async (t) => {
  const product = await invoicesByProxy(t)
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
  const send = async (message: XiRequest, path: string) => {
    const response = await product.postXi(message, path)
    return openXi(Buffer.from(await response.text()), response.headers.get('content-type') ?? '')
  }
  const first = await send(proxyCustomer(xiIdOf(1), '4711', 'Müller', { quality: 'BestEffort' }), '/xi')
  assert.equal(first.header.messageClass, 'ApplicationResponse')
  const [outcome] = first.document().segments
  const [account, ...others] = await product.rows<Record<string, unknown>>('accounts')
  assert.deepEqual(
    [account?.accountnumber, account?.name, account?.lb_searchterm, others.length],
    ['0000004711', 'Müller', 'BS_S4H_100', 0],
  )
  assert.deepEqual({ ...outcome?.segments[0]?.fields }, { Table: 'account', Id: account?.accountid })

  const second = await send(proxyCustomer(xiIdOf(2), '4711', 'Meier'), '/xi/S4HCLNT100')
  assert.equal(second.header.messageClass, 'SystemAck')
  await product.settled()
  assert.deepEqual(
    (await product.rows<Record<string, unknown>>('accounts')).map(({ name }) => name),
    ['Meier'],
  )
  const shown = await product.get<Record<string, unknown>>(`/api/messages/${second.header.messageId}`)
  assert.deepEqual([shown.xiMessageId, shown.channel, shown.system], [xiIdOf(2), 'xi-http', 'S4HCLNT100'])
})
