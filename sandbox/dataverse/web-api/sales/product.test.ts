import assert from 'node:assert/strict'
import { test } from 'node:test'
import { made, refused, shop } from '../../../../test/support/shop.ts'
import { represented } from '../../../../test/support/web-api.ts'

test('a product begins as a draft, is published, and is changed under revision only', async (t) => {
  const { ask, product } = await shop(t)
  const path = `products(${product})`
  assert.deepEqual((await ask('GET', path)).body.statecode, 2)
  assert.equal((await ask('PATCH', path, { description: 'draft' })).status, 204)
  assert.equal((await ask('PATCH', path, { statecode: 0 })).status, 204)
  refused(await ask('PATCH', path, { description: 'active' }), 400, '0x8004F995', /can only be updated in draft state/)
  assert.equal((await ask('PATCH', path, { statecode: 3 })).status, 204)
  assert.equal((await ask('PATCH', path, { description: 'revised' })).status, 204)
  refused(await ask('PATCH', path, { statecode: 1 }), 400, '0x80048408', /not a valid state for a product/)
})

test('a product needs a number of its own and a unit of its group', async (t) => {
  const { ask, pump, environment } = await shop(t)
  refused(await ask('POST', 'products', { ...pump, productnumber: 'p-1' }), 400, '0x80043B06', /conflicts with the product ID/)
  refused(await ask('POST', 'products', { ...pump, productnumber: null }), 400, '0x80043B05', /can not be null/)
  const { 'defaultuomid@odata.bind': unit, ...withoutUnit } = { ...pump, productnumber: 'P-2' }
  refused(await ask('POST', 'products', withoutUnit), 400, '0x80043B0D', /unit id is missing/)
  const { 'defaultuomscheduleid@odata.bind': _, ...withoutGroup } = { ...pump, productnumber: 'P-2' }
  refused(await ask('POST', 'products', withoutGroup), 400, '0x80043B0A', /unit schedule id is missing/)
  const group = await made(ask('POST', 'uomschedules', { name: 'Weight', baseuomname: 'Gram' }, represented))
  const base = environment.rowsOf('uom').at(-1)
  assert.equal(base?.values.name, 'Gram')
  const foreign = { ...withoutUnit, 'defaultuomid@odata.bind': `/uoms(${base?.id})` }
  refused(await ask('POST', 'products', foreign), 400, '0x80043B14', /not valid for this product/)
  const right = { ...foreign, 'defaultuomscheduleid@odata.bind': `/uomschedules(${group.uomscheduleid})` }
  assert.equal((await ask('POST', 'products', right)).status, 204)
  assert.ok(String(unit).startsWith('/uoms('))
})

test('a required choice may be left to Dynamics 365, and is not emptied', async (t) => {
  const { ask, pump, line } = await shop(t)
  const { productstructure: _, ...product } = { ...pump, productnumber: 'P-2' }
  assert.equal((await made(ask('POST', 'products', product, represented))).productstructure, 1)
  refused(await ask('POST', 'products', { ...product, productnumber: 'P-3', productstructure: null }), 400, '0x80040203', /NULL/)
  const { producttypecode, propertyconfigurationstatus, ...rest } = line
  const { body } = await ask('POST', 'invoicedetails', rest, represented)
  assert.deepEqual([body.producttypecode, body.propertyconfigurationstatus], [producttypecode, propertyconfigurationstatus])
  refused(await ask('PATCH', `invoicedetails(${body.invoicedetailid})`, { producttypecode: null }), 400, '0x80040203', /NULL/)
})

test('a price list has one price for a product in a unit, in its own currency', async (t) => {
  const { ask, price, environment, otherUnit } = await shop(t)
  const [first] = environment.rowsOf('productpricelevel')
  assert.equal(first?.values.productnumber, 'P-1')
  assert.equal((await ask('PATCH', `productpricelevels(${first?.id})`, { amount: 13 })).status, 204)
  assert.deepEqual(first?.values.transactioncurrencyid, environment.rowsOf('pricelevel')[0]?.values.transactioncurrencyid)
  refused(await ask('POST', 'productpricelevels', price), 400, '0x80043B08', /has a price for this price list/)
  assert.equal((await ask('POST', 'productpricelevels', { ...price, 'uomid@odata.bind': `/uoms(${otherUnit?.id})` })).status, 204)
})

test('a product is published by its action, and what stands below it', async (t) => {
  const { ask, pump, product } = await shop(t)
  const below = { ...pump, productnumber: 'P-2', 'parentproductid@odata.bind': `/products(${product})` }
  const child = (await made(ask('POST', 'products', below, represented))).productid
  assert.equal((await ask('POST', `products(${product})/Microsoft.Dynamics.CRM.PublishProductHierarchy`)).status, 204)
  const states = [product, child].map(async (id) => (await ask('GET', `products(${id})`)).body.statecode)
  assert.deepEqual(await Promise.all(states), [0, 0])
})

test('a product begins active where the organization wants it', async (t) => {
  const { ask, pump, environment } = await shop(t)
  const [organization] = environment.rowsOf('organization')
  await ask('PATCH', `organizations(${organization?.id})`, { createproductswithoutparentinactivestate: true })
  const created = await made(ask('POST', 'products', { ...pump, productnumber: 'P-2' }, represented))
  assert.deepEqual([created.statecode, created.statuscode], [0, 1])
})
