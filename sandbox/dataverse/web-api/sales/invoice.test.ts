import assert from 'node:assert/strict'
import { test } from 'node:test'
import { made, refused, shop } from '../../../../test/support/shop.ts'
import { represented } from '../../../../test/support/web-api.ts'

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

test('a new invoice is active: no status of another state makes it paid', async (t) => {
  const { ask } = await shop(t)
  const paid = { name: 'x', statecode: 2, statuscode: 100001 }
  refused(
    await ask('POST', 'invoices', paid),
    400,
    '0x80048408',
    /100001 is not a valid status code for state code invoiceState\.Active/,
  )
  const billed = await made(ask('POST', 'invoices', { name: 'x', statuscode: 4 }, represented))
  assert.deepEqual([billed.statecode, billed.statuscode], [0, 4])
  assert.equal((await ask('PATCH', `invoices(${billed.invoiceid})`, { statuscode: 100001 }, represented)).body.statecode, 2)
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

/** How the price list sells the product, a quantity that is taken and one that is not. */
const quantities: [selling: number, good: number, bad: number | undefined][] = [
  [1, 3.12345, undefined],
  [2, 3, 3.5],
  [3, 3.25, 3.125],
]

for (const [selling, good, bad] of quantities) {
  test(`a quantity has the decimal places that a price list allows which sells by ${selling}`, async (t) => {
    const { ask, line, environment } = await shop(t)
    const [price] = environment.rowsOf('productpricelevel')
    await ask('PATCH', `productpricelevels(${price?.id})`, { quantitysellingcode: selling })
    assert.equal((await ask('POST', 'invoicedetails', { ...line, quantity: good })).status, 204)
    if (bad === undefined) return
    refused(await ask('POST', 'invoicedetails', { ...line, quantity: bad }), 400, '0x80043B07', /decimal places on the quantity/)
  })
}

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
