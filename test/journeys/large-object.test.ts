import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Settings } from '../../src/settings/settings.ts'
import { debmas } from '../support/idocs.ts'
import { freight, invoicePayload, invoicesThere, postInvoices } from '../support/invoices.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'

// Dynamics 365 takes 1,000 operations at a time. What an object has more than that goes as further parts, its header in the first one and
// its status in the last.

const lines = Array.from({ length: 1200 }, (_, index) => ({
  ...freight,
  LineNumber: String(10 * (index + 1)).padStart(6, '0'),
  NetAmount: '1.00',
  TaxAmount: '0.19',
}))
const paid = { number: '0090000123', total: '1428.00', status: 'paid' }

for (const match of ['key', 'check'] as const) {
  const matching = (settings: Settings): Settings => ({ ...settings, dataverse: { ...settings.dataverse, match } })

  test(`an invoice of 1,200 lines is written whole, changed and closed, matched by ${match}`, async (t) => {
    const product = await landbridge(t, matching)
    await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
    await product.settled()
    await postInvoices(product, 1, invoicePayload({ ...paid, lines }))
    await product.settled()
    assert.equal(await reason(product), undefined)
    assert.deepEqual(await standing(product), [[2, 100001, 1428, 1200]])

    const dearer = lines.map((line) => ({ ...line, NetAmount: '2.00' }))
    await postInvoices(product, 2, invoicePayload({ ...paid, total: '2628.00', lines: dearer }))
    await product.settled()
    assert.equal(await reason(product), undefined)
    assert.deepEqual(await standing(product), [[2, 100001, 2628, 1200]])
  })
}

async function standing(product: TestLandbridge): Promise<unknown[][]> {
  const there = await product.rows('invoicedetails?$select=lb_linekey')
  return (await invoicesThere(product)).map(({ statecode, statuscode, totalamount }) => [
    statecode,
    statuscode,
    totalamount,
    there.length,
  ])
}

async function reason(product: TestLandbridge): Promise<string | undefined> {
  const { items } = await product.get<{ items: { deliveries: { reason?: string }[] }[] }>('/api/messages?interface=invoice')
  return items[0]?.deliveries[0]?.reason
}
