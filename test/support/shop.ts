import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { type Answered, errorOf, represented, webApi } from './web-api.ts'

/** An environment with a published product in pieces, for 12.50 on the one price list. */
export async function shop(t: TestContext) {
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

export async function made(answered: Promise<Answered>): Promise<Record<string, unknown>> {
  const { status, body, text } = await answered
  assert.equal(status, 201, text)
  return body
}

export function refused(answered: Answered, status: number, code: string, message: RegExp): void {
  assert.equal(answered.status, status, answered.text)
  assert.equal(errorOf(answered).code.toLowerCase(), code.toLowerCase())
  assert.match(errorOf(answered).message, message)
}

/** It is there for somebody else. */
export function stays(answered: Answered): void {
  refused(answered, 405, '0x80040227', /is associated with another object and cannot be deleted/)
}
