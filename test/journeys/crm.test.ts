import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asAdmin } from '../support/credentials.ts'
import { debmas, matmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { pluginSaysNo } from '../support/sandbox-dataverse.ts'

/** Calls an operation of the OpenAPI document by its name, as a program does that knows nothing else. */
async function caller(product: TestLandbridge) {
  const { paths } = await product.get<{ paths: Record<string, Record<string, { operationId: string }>> }>('/api/openapi.json')
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => [operationId, { path, method: method.toUpperCase() }] as const),
  )
  const known = new Map(operations)
  return async (operationId: string, body?: unknown, id = '') => {
    const operation = known.get(operationId)
    assert.ok(operation, `there is no operation ${operationId}`)
    const headers = body === undefined ? asAdmin : { ...asAdmin, 'content-type': 'application/json' }
    const init = { method: operation.method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const answer = await fetch(`${product.url}${operation.path.replace('{id}', id)}`, init)
    return { status: answer.status, location: answer.headers.get('location'), body: JSON.parse(await answer.text()) }
  }
}

test('a program that knows only OpenAPI checks, creates, checks, changes and asks for the status of a customer', async (t) => {
  const product = await landbridge(t)
  const call = await caller(product)
  const key = { businessPartner: '4711' }
  assert.deepEqual((await call('checkBusinessPartner', key)).body, { exists: false, id: null, method: 'POST' })
  const fields = {
    name: 'Beispiel GmbH',
    city: 'Hamburg',
    paymentTerms: 'Net 45',
    annualRevenue: '12.50',
    blocked: true,
    currency: 'EUR',
  }
  const created = await call('setBusinessPartner', { ...key, ...fields })
  assert.equal(created.status, 201, JSON.stringify(created.body))
  const { id } = created.body
  assert.equal(created.location, `/api/crm/v1/business-partners(${id})`)
  assert.deepEqual((await call('checkBusinessPartner', { businessPartner: '0000004711' })).body, {
    exists: true,
    id,
    method: 'PATCH',
  })
  assert.equal((await call('setBusinessPartner', { ...key, name: 'again' })).status, 409)
  const updated = await call('updateBusinessPartner', { city: 'Bremen', paymentTerms: null }, id)
  assert.deepEqual([updated.status, updated.body.id], [200, id])
  assert.deepEqual(updated.body.row, { ...fields, city: 'Bremen', paymentTerms: null, annualRevenue: '12.5' })
  const [account] = await product.rows<Record<string, unknown>>('accounts')
  assert.deepEqual(
    [
      account?.accountnumber,
      account?.name,
      account?.address1_city,
      account?.paymenttermscode,
      account?.revenue,
      account?.creditonhold,
    ],
    ['0000004711', 'Beispiel GmbH', 'Bremen', null, 12.5, true],
  )
  const { body } = await call('getBusinessPartnerStatus', undefined, id)
  assert.deepEqual([body.id, body.state, body.status, body.lastMessage.status], [id, 'Active', 'Active', 'delivered'])
})

test('an IDoc and a request about the same customer share its row and its record', async (t) => {
  const product = await landbridge(t)
  const call = await caller(product)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Beispiel', TELF1: '1' } }))
  await product.settled()
  const { id } = (await call('checkBusinessPartner', { businessPartner: '4711' })).body
  await call('updateBusinessPartner', { telephone: '2' }, id)
  const object = await product.get<{
    rows: { columns: Record<string, { value: string; source: string }> }[]
    messages: unknown[]
  }>('/api/objects/business-partner/4711')
  assert.equal(object.rows[0]?.columns.telephone1?.value, '2')
  assert.equal(object.messages.length, 2)
})

test('products and stock at customers have their operations too, and users are found', async (t) => {
  const product = await landbridge(t)
  const call = await caller(product)
  const created = await call('setProduct', {
    product: '20010',
    name: 'Pump',
    unit: 'Piece',
    unitGroup: 'Default Unit',
    weight: '12.5',
  })
  assert.equal(created.status, 201, JSON.stringify(created.body))
  assert.equal((await call('updateProduct', { name: 'Better pump' }, created.body.id)).status, 200)
  assert.equal((await call('getProductStatus', undefined, created.body.id)).body.state, 'Active')
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Beispiel' } }))
  await product.settled()
  const stock = { customer: '4711', product: '20010', plant: '1010', specialStock: 'W' }
  const inventory = await call('setInventory', { ...stock, unrestricted: '12', unit: 'PCE' })
  assert.equal(inventory.status, 201, JSON.stringify(inventory.body))
  assert.deepEqual((await call('checkInventory', stock)).body, { exists: true, id: inventory.body.id, method: 'PATCH' })
  assert.equal((await call('updateInventory', { unrestricted: '7.5' }, inventory.body.id)).status, 200)
  const rows = await product.rows<{ lb_unrestricted: number }>('lb_customerinventories?$expand=lb_accountid($select=name)')
  assert.deepEqual(
    rows.map(({ lb_unrestricted }) => lb_unrestricted),
    [7.5],
  )
  assert.equal((await call('checkUser', { employeeNumber: '9001' })).body.exists, true)
  assert.deepEqual((await call('checkUser', { employeeNumber: '1' })).body, { exists: false, id: null, isDisabled: null })
})

test('what cannot be is refused by field, and nothing is left behind that holds up others', async (t) => {
  const product = await landbridge(t)
  const call = await caller(product)
  const nobody = '00000000-0000-4000-8000-000000000099'
  for (const [operation, body, id, status, detail] of [
    ['checkBusinessPartner', {}, '', 400, /businessPartner/],
    ['setBusinessPartner', { businessPartner: '1', nmae: 'x' }, '', 400, /nmae/],
    ['setBusinessPartner', { businessPartner: '1', name: 'x'.repeat(161) }, '', 400, /name/],
    ['setBusinessPartner', { businessPartner: '1', paymentTerms: 'Net 90' }, '', 400, /paymentTerms/],
    ['setBusinessPartner', { businessPartner: '1', annualRevenue: 12.5 }, '', 400, /annualRevenue/],
    ['updateBusinessPartner', { name: 'x' }, nobody, 404, /check/],
    ['getProductStatus', undefined, nobody, 404, /check/],
    ['checkUser', { email: 'a@example.org', employeeNumber: '1' }, '', 400, /exactly one/],
  ] as const) {
    const answer = await call(operation, body, id)
    assert.equal(answer.status, status, `${operation}: ${JSON.stringify(answer.body)}`)
    assert.match(answer.body.detail, detail)
  }
  await product.dynamics.control('POST', 'faults', { ...pluginSaysNo, method: 'PATCH' })
  const refused = await call('setBusinessPartner', { businessPartner: '2', name: 'Refused' })
  assert.equal(refused.status, 422)
  assert.match(refused.body.detail, /A plug-in says no/)
  await product.post(debmas({ docnum: 1, customer: 2, fields: { NAME1: 'Goes on' } }))
  await product.post(matmas(2, []))
  await product.settled()
  assert.deepEqual(
    (await product.rows<{ name: string }>('accounts')).map(({ name }) => name),
    ['Goes on'],
  )
})
