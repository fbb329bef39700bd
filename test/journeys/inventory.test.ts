import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { debmas, matmas } from '../support/idocs.ts'
import { landbridge } from '../support/landbridge.ts'
import { until } from '../support/until.ts'

const list = readFileSync(
  join(import.meta.dirname, '..', '..', 'src', 'interfaces', 'inventory', 'examples', 'consignment.idoc.xml'),
)

interface Stock {
  lb_name: string
  lb_unrestricted: number
  lb_inspection: number
  lb_asof: string
  lb_accountid: { accountnumber: string }
  lb_productid: { productnumber: string }
}

test('stock that comes before its customers and materials waits for them, and goes out when they arrive', async (t) => {
  const product = await landbridge(t)
  await product.post(list)
  await until('all wait', async () => (await product.get<{ parked: number }>('/api/queues')).parked === 3)
  const { deliveries } = await product.get<{ deliveries: { reason: string }[] }>('/api/messages/730001')
  assert.match(deliveries[0]?.reason ?? '', /refers to account accountnumber=0000004711, which Dynamics 365 does not have/)

  for (const [index, customer] of [4711, 4750].entries()) {
    await product.post(debmas({ docnum: index + 1, customer, fields: { NAME1: `C${customer}` } }))
  }
  const materials = ['20010', '20021'].map((material) => ({ material, text: material, fields: { MEINS: 'PCE' } }))
  await product.post(matmas(9, materials))
  await until('everything was delivered', async () => {
    const { status } = await product.get<{ status: string }>('/api/messages/730001')
    return status === 'delivered'
  })
  const expand = '$expand=lb_accountid($select=accountnumber),lb_productid($select=productnumber)'
  const stocks = await product.rows<Stock>(`lb_customerinventories?${expand}&$orderby=lb_stockkey`)
  assert.deepEqual(
    stocks.map((stock) => [
      stock.lb_name,
      stock.lb_unrestricted,
      stock.lb_inspection,
      stock.lb_asof,
      stock.lb_accountid.accountnumber,
      stock.lb_productid.productnumber,
    ]),
    [
      ['20010 at 4711', 12, 1, '2026-11-03T06:00:00Z', '0000004711', '20010'],
      ['20021 at 4711', 40, 0, '2026-11-03T06:00:00Z', '0000004711', '20021'],
      ['20010 at 4750', 3, 0, '2026-11-03T06:00:00Z', '0000004750', '20010'],
    ],
  )
})
