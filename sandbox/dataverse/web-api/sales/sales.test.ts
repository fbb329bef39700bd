import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Answered, errorOf, represented, webApi } from '../../../../test/support/web-api.ts'

/** An environment with a published product in pieces, for 12.50 on the one price list. */
async function shop(t: TestContext) {
  const { environment, ask } = webApi(t)
  const [unit, otherUnit] = [environment.rowsOf('uom')[0], environment.rowsOf('uom')[1]]
  const [schedule] = environment.rowsOf('uomschedule')
  const [list] = environment.rowsOf('pricelevel')
  const bound = {
    'defaultuomid@odata.bind': `/uoms(${unit?.id})`,
    'defaultuomscheduleid@odata.bind': `/uomschedules(${schedule?.id})`,
  }
  const pump = { name: 'Pump', productnumber: 'P-1', productstructure: 1, quantitydecimal: 2, ...bound }
  const product = (await made(ask('POST', 'products', pump, represented))).productid
  const price = {
    'pricelevelid@odata.bind': `/pricelevels(${list?.id})`,
    'productid@odata.bind': `/products(${product})`,
    'uomid@odata.bind': `/uoms(${unit?.id})`,
    amount: 12.5,
  }
  await made(ask('POST', 'productpricelevels', price, represented))
  const order = { name: 'Invoice', 'pricelevelid@odata.bind': `/pricelevels(${list?.id})` }
  const invoice = (await made(ask('POST', 'invoices', order, represented))).invoiceid
  const line = {
    'invoiceid@odata.bind': `/invoices(${invoice})`,
    'productid@odata.bind': `/products(${product})`,
    'uomid@odata.bind': `/uoms(${unit?.id})`,
    producttypecode: 1,
    propertyconfigurationstatus: 2,
    quantity: 3,
  }
  return { environment, ask, pump, price, product, invoice, line, list, unit, otherUnit, schedule }
}

async function made(answered: Promise<Answered>): Promise<Record<string, unknown>> {
  const { status, body, text } = await answered
  assert.equal(status, 201, text)
  return body
}

function refused(answered: Answered, status: number, code: string, message: RegExp): void {
  assert.equal(answered.status, status, answered.text)
  assert.equal(errorOf(answered).code.toLowerCase(), code.toLowerCase())
  assert.match(errorOf(answered).message, message)
}

/** It is there for somebody else. */
function stays(answered: Answered): void {
  refused(answered, 405, '0x80040227', /is associated with another object and cannot be deleted/)
}

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

test('an invoice gets a number, keeps the one it was given, and never changes it', async (t) => {
  const { ask } = await shop(t)
  const generated = await made(ask('POST', 'invoices', { name: 'x' }, represented))
  assert.match(String(generated.invoicenumber), /^INV-\d{5}-[0-9A-Z]{6}$/)
  const given = await made(
    ask('POST', 'invoices', { name: 'x', invoicenumber: '90001', totalamount: 5, statecode: 2 }, represented),
  )
  assert.deepEqual([given.invoicenumber, given.totalamount, given.statecode], ['90001', 0, 0])
  const changed = await ask('PATCH', `invoices(${given.invoiceid})`, { invoicenumber: '90002' }, represented)
  assert.equal(changed.body.invoicenumber, '90001')
})

test('the currency of an invoice is that of its price list', async (t) => {
  const { ask, environment, list } = await shop(t)
  const dollar = environment.rowsOf('transactioncurrency').find(({ values }) => values.isocurrencycode === 'USD')
  const mixed = {
    name: 'x',
    'pricelevelid@odata.bind': `/pricelevels(${list?.id})`,
    'transactioncurrencyid@odata.bind': `/transactioncurrencies(${dollar?.id})`,
  }
  refused(await ask('POST', 'invoices', mixed), 400, '0x80048CED', /does not match the currency of the price list/)
})

test('lines are priced and an invoice is summed up to the last digit, also when a line goes', async (t) => {
  const { ask, invoice, line } = await shop(t)
  const listed = await made(ask('POST', 'invoicedetails', { ...line, priceperunit: 99 }, represented))
  assert.deepEqual([listed.priceperunit, listed.baseamount, listed.pricingerrorcode], [12.5, 37.5, 0])
  const own = { ...line, quantity: 0.3, ispriceoverridden: true, priceperunit: 0.1, manualdiscountamount: 0.01, tax: 0.19 }
  const overridden = await made(ask('POST', 'invoicedetails', own, represented))
  assert.deepEqual([overridden.baseamount, overridden.extendedamount], [0.03, 0.21])
  await ask('PATCH', `invoices(${invoice})`, { freightamount: 4.9, discountamount: 0.5, discountpercentage: 10 })
  const { body } = await ask('GET', `invoices(${invoice})`)
  assert.deepEqual(
    [body.totallineitemamount, body.totaldiscountamount, body.totalamountlessfreight, body.totaltax, body.totalamount],
    [37.52, 4.252, 33.268, 0.19, 38.358],
  )
  assert.equal((await ask('DELETE', `invoicedetails(${listed.invoicedetailid})`)).status, 204)
  assert.equal((await ask('GET', `invoices(${invoice})`)).body.totallineitemamount, 0.02)
})

test('a line without a price on the list says so', async (t) => {
  const { ask, line, otherUnit } = await shop(t)
  const { pricingerrorcode, priceperunit } = await made(
    ask('POST', 'invoicedetails', { ...line, 'uomid@odata.bind': `/uoms(${otherUnit?.id})` }, represented),
  )
  assert.deepEqual([pricingerrorcode, priceperunit], [11, null])
})

test('a line has a product and a unit, or is written in', async (t) => {
  const { ask, line, invoice } = await shop(t)
  const { 'productid@odata.bind': _, ...withoutProduct } = line
  const { 'uomid@odata.bind': __, ...withoutUnit } = line
  refused(await ask('POST', 'invoicedetails', withoutProduct), 400, '0x80043B11', /product id is missing/)
  refused(await ask('POST', 'invoicedetails', withoutUnit), 400, '0x80043B0D', /unit id is missing/)
  refused(await ask('POST', 'invoicedetails', { ...withoutProduct, productdescription: 'x' }), 400, '0x80043AFA', /both 'uomid'/)
  refused(await ask('POST', 'invoicedetails', { ...line, productdescription: 'x' }), 400, '0x80043AFB', /both 'productid'/)
  const written = {
    'invoiceid@odata.bind': `/invoices(${invoice})`,
    isproductoverridden: true,
    productdescription: 'Assembly',
    producttypecode: 1,
    propertyconfigurationstatus: 2,
    quantity: 1,
    priceperunit: 80,
  }
  assert.equal((await made(ask('POST', 'invoicedetails', written, represented))).extendedamount, 80)
})

test('a paid invoice and its lines are read-only until it is active again', async (t) => {
  const { ask, invoice, line } = await shop(t)
  const { invoicedetailid } = await made(ask('POST', 'invoicedetails', line, represented))
  const path = `invoices(${invoice})`
  assert.equal((await ask('PATCH', path, { statecode: 2, statuscode: 100001 })).status, 204)
  refused(await ask('PATCH', path, { name: 'y' }), 400, '0x8004022E', /Read-Only/)
  refused(await ask('POST', 'invoicedetails', line), 400, '0x80043B09', /parent is read only/)
  refused(await ask('PATCH', `invoicedetails(${invoicedetailid})`, { quantity: 9 }), 400, '0x80043B09', /parent is read only/)
  refused(await ask('DELETE', `invoicedetails(${invoicedetailid})`), 400, '0x80043B09', /parent is read only/)
  assert.equal((await ask('PATCH', path, { statecode: 0, name: 'y' })).status, 204)
  assert.equal((await ask('PATCH', `invoicedetails(${invoicedetailid})`, { quantity: 9 })).status, 204)
})

test('with a row goes what is part of it; a currency in use stays', async (t) => {
  const { ask, invoice, line, environment } = await shop(t)
  await made(ask('POST', 'invoicedetails', line, represented))
  assert.equal((await ask('DELETE', `invoices(${invoice})`)).status, 204)
  assert.equal(environment.rowsOf('invoicedetail').length, 0)
  const euro = environment.rowsOf('transactioncurrency')[0]
  stays(await ask('DELETE', `transactioncurrencies(${euro?.id})`))
  const account = (await made(ask('POST', 'accounts', { name: 'x' }, represented))).accountid
  const contact = { lastname: 'Purchasing', 'parentcustomerid_account@odata.bind': `/accounts(${account})` }
  await made(ask('POST', 'contacts', contact, represented))
  await made(ask('POST', 'accounts', { name: 'y', 'parentaccountid@odata.bind': `/accounts(${account})` }, represented))
  assert.equal((await ask('DELETE', `accounts(${account})`)).status, 204)
  assert.equal(environment.rowsOf('contact').length, 0)
  assert.equal(environment.rowsOf('account')[0]?.values.parentaccountid, undefined)
})

test('whoever an invoice went to stays, be it paid', async (t) => {
  const { ask, invoice } = await shop(t)
  for (const [set, name] of [
    ['accounts', 'name'],
    ['contacts', 'lastname'],
  ] as const) {
    const table = set.slice(0, -1)
    const id = (await made(ask('POST', set, { [name]: 'Contoso' }, represented)))[`${table}id`]
    await ask('PATCH', `invoices(${invoice})`, { statecode: 0, [`customerid_${table}@odata.bind`]: `/${set}(${id})` })
    await ask('PATCH', `invoices(${invoice})`, { statecode: 2 })
    stays(await ask('DELETE', `${set}(${id})`))
    assert.equal((await ask('GET', `invoices(${invoice})`)).body._customerid_value, id)
  }
})

test('an account stays when an invoice went to one of its contacts', async (t) => {
  const { ask, invoice } = await shop(t)
  const account = (await made(ask('POST', 'accounts', { name: 'Contoso' }, represented))).accountid
  const buyer = { lastname: 'Purchasing', 'parentcustomerid_account@odata.bind': `/accounts(${account})` }
  const contact = (await made(ask('POST', 'contacts', buyer, represented))).contactid
  await ask('PATCH', `invoices(${invoice})`, { 'customerid_contact@odata.bind': `/contacts(${contact})` })
  stays(await ask('DELETE', `accounts(${account})`))
  assert.equal((await ask('GET', `contacts(${contact})`)).status, 200)
})

test('a product that was invoiced stays; one that was not goes with its prices and with what stands below it', async (t) => {
  const { ask, pump, invoice, product, line, environment } = await shop(t)
  await made(ask('POST', 'invoicedetails', line, represented))
  const below = { ...pump, productnumber: 'P-2', 'parentproductid@odata.bind': `/products(${product})` }
  await made(ask('POST', 'products', below, represented))
  stays(await ask('DELETE', `products(${product})`))
  assert.equal(environment.rowsOf('product').length, 2)
  await ask('DELETE', `invoices(${invoice})`)
  assert.equal((await ask('DELETE', `products(${product})`)).status, 204)
  assert.deepEqual([environment.rowsOf('product'), environment.rowsOf('productpricelevel')], [[], []])
})

test('a price list stays while it has prices, and while an invoice, a product or a customer has it', async (t) => {
  const { ask, invoice, product, list, environment } = await shop(t)
  const path = `pricelevels(${list?.id})`
  stays(await ask('DELETE', path))
  assert.equal(environment.rowsOf('productpricelevel').length, 1)
  await ask('DELETE', `productpricelevels(${environment.rowsOf('productpricelevel')[0]?.id})`)
  const account = (await made(ask('POST', 'accounts', { name: 'Contoso' }, represented))).accountid
  const contact = (await made(ask('POST', 'contacts', { lastname: 'Contoso' }, represented))).contactid
  await ask('PATCH', `invoices(${invoice})`, { 'pricelevelid@odata.bind': null })
  for (const [row, lookup] of [
    [`invoices(${invoice})`, 'pricelevelid'],
    [`products(${product})`, 'pricelevelid'],
    [`accounts(${account})`, 'defaultpricelevelid'],
    [`contacts(${contact})`, 'defaultpricelevelid'],
  ] as const) {
    assert.equal((await ask('PATCH', row, { [`${lookup}@odata.bind`]: `/${path}` })).status, 204)
    stays(await ask('DELETE', path))
    await ask('PATCH', row, { [`${lookup}@odata.bind`]: null })
  }
  assert.equal((await ask('DELETE', path)).status, 204)
})

test('a unit stays while it is in use, and goes with the units that are reckoned in it; the base unit goes with its group', async (t) => {
  const { ask, unit, schedule, price, otherUnit, environment } = await shop(t)
  refused(await ask('DELETE', `uoms(${unit?.id})`), 400, '0x80043B03', /^The base unit of a schedule cannot be deleted\.$/)
  stays(await ask('DELETE', `uomschedules(${schedule?.id})`))
  const item = await made(
    ask('POST', 'productpricelevels', { ...price, 'uomid@odata.bind': `/uoms(${otherUnit?.id})` }, represented),
  )
  const group = { 'uomscheduleid@odata.bind': `/uomschedules(${schedule?.id})` }
  const dozen = { name: 'Dozen', quantity: 12, 'baseuom@odata.bind': `/uoms(${otherUnit?.id})`, ...group }
  const { uomid } = await made(ask('POST', 'uoms', dozen, represented))
  stays(await ask('DELETE', `uoms(${otherUnit?.id})`))
  await ask('DELETE', `productpricelevels(${item.productpricelevelid})`)
  assert.equal((await ask('DELETE', `uoms(${otherUnit?.id})`)).status, 204)
  assert.equal(environment.find('uom', String(uomid)), undefined)
  const weight = await made(ask('POST', 'uomschedules', { name: 'Weight', baseuomname: 'Gram' }, represented))
  const gram = environment.rowsOf('uom').at(-1)?.id ?? ''
  assert.equal((await ask('DELETE', `uomschedules(${weight.uomscheduleid})`)).status, 204)
  assert.equal(environment.find('uom', gram), undefined)
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

test('while the prices of an invoice are locked its lines keep theirs', async (t) => {
  const { ask, invoice, line, environment } = await shop(t)
  const detail = (await made(ask('POST', 'invoicedetails', line, represented))).invoicedetailid
  const lock = () => ask('POST', `invoices(${invoice})/Microsoft.Dynamics.CRM.LockInvoicePricing`)
  const unlock = () => ask('POST', 'UnlockInvoicePricing', { InvoiceId: invoice })
  const total = async () => (await ask('GET', `invoices(${invoice})`)).body.totalamount
  refused(await unlock(), 400, '0x80043B1E', /already unlocked/)
  assert.equal((await lock()).status, 204)
  refused(await lock(), 400, '0x80043B1D', /already locked/)
  await ask('PATCH', `productpricelevels(${environment.rowsOf('productpricelevel')[0]?.id})`, { amount: 20 })
  await ask('PATCH', `invoicedetails(${detail})`, { quantity: 2 })
  assert.equal(await total(), 25)
  assert.equal((await unlock()).status, 204)
  await ask('PATCH', `invoicedetails(${detail})`, { quantity: 1 })
  assert.equal(await total(), 20)
  assert.equal((await ask('POST', 'CalculatePrice', { Target: { invoiceid: invoice } })).status, 204)
  refused(await ask('POST', 'CalculatePrice', 'no json'), 400, '0x80060888', /JSON object/)
})

test('with the price engine off amounts are what they are set to', async (t) => {
  const { ask, invoice, line, environment } = await shop(t)
  const [organization] = environment.rowsOf('organization')
  await ask('PATCH', `organizations(${organization?.id})`, { oobpricecalculationenabled: false })
  const detail = await made(ask('POST', 'invoicedetails', line, represented))
  assert.deepEqual([detail.priceperunit, detail.baseamount], [null, null])
  assert.equal((await ask('GET', `invoices(${invoice})`)).body.totalamount, 0)
})

test('an inactive customer gets no invoice', async (t) => {
  const { ask } = await shop(t)
  const account = (await made(ask('POST', 'accounts', { name: 'Contoso', statecode: 1 }, represented))).accountid
  const body = { name: 'x', 'customerid_account@odata.bind': `/accounts(${account})` }
  refused(await ask('POST', 'invoices', body), 400, '0x80040517', /inactive customer/)
})
