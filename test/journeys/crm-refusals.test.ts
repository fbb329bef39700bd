import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asAdmin } from '../support/credentials.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { pluginSaysNo } from '../support/sandbox-dataverse.ts'

type Answer = { status: number; headers: Headers; body: Record<string, string> & { detail: string } }

function asker({ url }: TestLandbridge) {
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = body === undefined ? asAdmin : { ...asAdmin, 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await fetch(`${url}/api/crm/v1/${path}`, { method, headers, ...sent })
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer['body'] }
  }
}

test('who asks for what cannot be is told so by business names, with what to do; so is the audit log', async (t) => {
  const product = await landbridge(t)
  const ask = asker(product)
  const ofNobody = await ask('POST', 'invoices', { invoice: '1', name: 'One', customer: '4711', currency: 'EUR' })
  assert.equal(ofNobody.status, 422)
  assert.match(
    ofNobody.body.detail,
    /^customer '4711': Dynamics 365 has no such account \(0000004711\)\. Create it first, then send this again; this was given up \(message /,
  )
  const ofNothing = await ask('POST', 'invoice-lines', {
    invoice: 'NOINV',
    line: '10',
    writtenIn: true,
    text: 'x',
    quantity: '1',
  })
  assert.equal(ofNothing.status, 422)
  assert.match(ofNothing.body.detail, /^invoice 'NOINV', line '10': Dynamics 365 has no such invoice \(NOINV\)\. Create it first/)
  const strange = await ask('POST', 'business-partners', { businessPartner: '1', name: 'One', currency: 'XXX' })
  assert.match(strange.body.detail, /^currency 'XXX': Dynamics 365 has no such transactioncurrency \(XXX\)/)
  await product.dynamics.control('POST', 'faults', { ...pluginSaysNo, method: 'PATCH' })
  const refused = await ask('POST', 'business-partners', { businessPartner: '2', name: 'Refused' })
  assert.match(refused.body.detail, /^Dynamics 365 says: A plug-in says no\. Correct it and send it again; this was given up/)
  const { items } = await product.get<{ items: { action: string; reason: string }[] }>('/api/audit')
  const reasons = items.filter(({ action }) => action === 'cancel').map(({ reason }) => reason)
  assert.equal(reasons.length, 4)
  assert.deepEqual(
    reasons.filter((reason) => /restart|goes by itself|accountnumber/.test(reason)),
    [],
  )
})

test('a key that lacks a part is refused by its name, and one too long for its column as well', async (t) => {
  const product = await landbridge(t)
  const ask = asker(product)
  for (const [path, body, status, detail] of [
    ['invoice-lines/check', { invoice: '1' }, 400, /^line: .*is missing/],
    ['invoice-lines', { invoice: '1', text: 'x' }, 400, /^line: .*is missing/],
    ['credit-limits/check', { customer: '4711' }, 400, /^creditSegment: .*is missing/],
    ['inventory/check', { customer: '4711', plant: '1010' }, 400, /^product: .*is missing/],
    ['business-partners', { businessPartner: '1'.repeat(21), name: 'x' }, 400, /^businessPartner: .*20/],
    ['invoice-lines/check', { invoice: '1'.repeat(60), line: '10' }, 422, /^The key has 63 characters together, and 60/],
    ['invoice-lines', { invoice: '1'.repeat(60), line: '10' }, 422, /Nothing was stored/],
  ] as const) {
    const answer = await ask('POST', path, body)
    assert.equal(answer.status, status, `${path}: ${JSON.stringify(answer.body)}`)
    assert.match(answer.body.detail, detail)
  }
  const { paths } = await product.get<{ paths: Record<string, { post: { requestBody: object; responses: object } }> }>(
    '/api/openapi.json',
  )
  const check = paths['/api/crm/v1/invoice-lines/check']?.post
  assert.match(JSON.stringify(check?.requestBody), /"required":\["invoice","line"\]/)
  assert.ok(Object.keys(check?.responses ?? {}).includes('422'))
  assert.match(JSON.stringify(paths['/api/crm/v1/business-partners/check']?.post.requestBody), /"maxLength":20/)
  const { items } = await product.get<{ items: unknown[] }>('/api/messages')
  assert.deepEqual(items, [])
})

test('while Dynamics 365 cannot be asked nothing is stored, and the caller is told when to ask again', async (t) => {
  const product = await landbridge(t)
  const ask = asker(product)
  const nobody = '00000000-0000-4000-8000-000000000099'
  await product.dynamics.control('POST', 'faults', { kind: 'throttle', retryAfter: 30 })
  for (const [method, path, body] of [
    ['POST', 'business-partners/check', { businessPartner: '1' }],
    ['POST', 'business-partners', { businessPartner: '1', name: 'x' }],
    ['PATCH', `business-partners(${nobody})`, { name: 'x' }],
    ['GET', `business-partners(${nobody})/status`, undefined],
  ] as const) {
    const answer = await ask(method, path, body)
    assert.equal(answer.status, 503, JSON.stringify(answer.body))
    assert.match(answer.body.detail, /Nothing was stored: send it again later\.$/)
    assert.doesNotMatch(answer.body.detail, /tried again/)
    const seconds = Number(answer.headers.get('retry-after'))
    assert.ok(seconds > 20 && seconds <= 31, String(seconds))
  }
  assert.deepEqual((await product.get<{ items: unknown[] }>('/api/messages')).items, [])
})

test('a change of nothing is refused, the status is told by names, and brackets may be percent-encoded', async (t) => {
  const product = await landbridge(t)
  const ask = asker(product)
  const { body } = await ask('POST', 'business-partners', { businessPartner: '4711', name: 'Beispiel' })
  const nothing = await ask('PATCH', `business-partners(${body.id})`, {})
  assert.equal(nothing.status, 400)
  assert.match(nothing.body.detail, /the body: names no column to change/)
  for (const path of [`business-partners(${body.id})/status`, `business-partners%28${body.id}%29/status`]) {
    const { status, body: told } = await ask('GET', path)
    assert.deepEqual([status, told.state, told.status], [200, 'Active', 'Active'], path)
  }
  const invoice = { invoice: '1', name: 'One', customer: '4711', currency: 'EUR', status: 'Billed' }
  const { body: invoiced } = await ask('POST', 'invoices', invoice)
  const status = (await ask('GET', `invoices(${invoiced.id})/status`)).body
  assert.deepEqual([status.state, status.status], ['Active', 'Billed'])
  const wrong = await ask('GET', `business-partners(${body.id})/stand`)
  assert.deepEqual(
    [wrong.status, wrong.body.title, wrong.body.instance],
    [404, ...[`There is no GET `, ''].map((words) => `${words}/api/crm/v1/business-partners(${body.id})/stand`)],
  )
})
