import assert from 'node:assert/strict'
import { test } from 'node:test'
import { made, refused, shop, stays } from '../../../../test/support/shop.ts'
import { represented } from '../../../../test/support/web-api.ts'

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
