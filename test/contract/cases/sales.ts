import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type ContractClient, errorIn, valueIn } from '../client.ts'

export const salesCases: readonly ContractCase[] = [
  salesCase('whoever an invoice went to is not deleted, until the invoice is', async (client) => {
    const { ask, mark } = client
    for (const [set, table, name] of [
      ['accounts', 'account', 'name'],
      ['contacts', 'contact', 'lastname'],
    ] as const) {
      const customer = `${set}(${(await made(client, set, { [name]: `${mark} A` }))[`${table}id`]})`
      const order = { name: `${mark} I`, [`customerid_${table}@odata.bind`]: `/${customer}` }
      const { invoiceid } = await made(client, 'invoices', order)
      assert.deepEqual(errorIn(await ask('DELETE', customer)), inUse)
      assert.equal((await ask('DELETE', `invoices(${invoiceid})`)).status, 204)
      assert.equal((await ask('DELETE', customer)).status, 204)
    }
  }),
  salesCase('a price list is not deleted while it has prices, or is somebody’s', async (client) => {
    const { ask, mark } = client
    const [organization] = valueIn(await ask('GET', 'organizations?$select=_basecurrencyid_value'))
    const currency = `/transactioncurrencies(${organization?._basecurrencyid_value})`
    const list = await made(client, 'pricelevels', { name: `${mark} L`, 'transactioncurrencyid@odata.bind': currency })
    const path = `pricelevels(${list.pricelevelid})`
    const { productid, _defaultuomid_value: unit } = await newProduct(client)
    const price = await made(client, 'productpricelevels', {
      'pricelevelid@odata.bind': `/${path}`,
      'productid@odata.bind': `/products(${productid})`,
      'uomid@odata.bind': `/uoms(${unit})`,
      amount: 12.5,
    })
    assert.deepEqual(errorIn(await ask('DELETE', path)), inUse)
    assert.equal((await ask('DELETE', `productpricelevels(${price.productpricelevelid})`)).status, 204)
    const account = await made(client, 'accounts', { name: `${mark} A`, 'defaultpricelevelid@odata.bind': `/${path}` })
    assert.deepEqual(errorIn(await ask('DELETE', path)), inUse)
    assert.equal((await ask('DELETE', `accounts(${account.accountid})`)).status, 204)
    assert.equal((await ask('DELETE', path)).status, 204)
  }),
  salesCase('a product and an invoice line need not say what kind they are', async (client) => {
    const { mark } = client
    assert.equal((await newProduct(client)).productstructure, 1)
    const { invoiceid } = await made(client, 'invoices', { name: `${mark} I` })
    const written = { isproductoverridden: true, productdescription: 'Assembly', quantity: 1, priceperunit: 80 }
    const line = await made(client, 'invoicedetails', { ...written, 'invoiceid@odata.bind': `/invoices(${invoiceid})` })
    assert.deepEqual([line.producttypecode, line.propertyconfigurationstatus], [1, 2])
  }),
]

const inUse = [405, '0x80040227']

function salesCase(name: string, run: ContractCase['run']): ContractCase {
  return { name, needs: 'Dynamics 365 Sales', run }
}

async function made({ ask }: ContractClient, set: string, body: object): Promise<Record<string, unknown>> {
  const answer = await ask('POST', set, body, { prefer: 'return=representation' })
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

async function newProduct(client: ContractClient): Promise<Record<string, unknown>> {
  const [unit] = valueIn(await client.ask('GET', 'uoms?$select=uomid,_uomscheduleid_value&$top=1'))
  return made(client, 'products', {
    name: `${client.mark} P`,
    productnumber: client.mark,
    quantitydecimal: 2,
    'defaultuomid@odata.bind': `/uoms(${unit?.uomid})`,
    'defaultuomscheduleid@odata.bind': `/uomschedules(${unit?._uomscheduleid_value})`,
  })
}
