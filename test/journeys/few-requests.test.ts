import assert from 'node:assert/strict'
import { test } from 'node:test'
import { debmas, debmasPacket } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'

const count = 1000

const state = (docnum: number, fields: Record<string, string>) =>
  debmasPacket(Array.from({ length: count }, (_, n) => ({ docnum: docnum + n, customer: n + 1, fields })))

const requests = async (product: TestLandbridge) => (await product.dynamics.control<{ total: number }>('GET', 'requests')).total

/** How many requests to Dynamics 365 it takes. */
async function costOf(product: TestLandbridge, act: () => Promise<unknown>): Promise<number> {
  const before = await requests(product)
  await act()
  await product.settled()
  return (await requests(product)) - before
}

test('a thousand customers cost twelve requests at most, to create and to change, and the same state again none', async (t) => {
  const product = await landbridge(t)
  // Token, key lookups that everybody shares.
  await product.post(debmas({ docnum: 1, customer: 9999, fields: { NAME1: 'First' } }))
  await product.settled()
  const created = await costOf(product, () => product.post(state(10_000, { NAME1: 'Beispiel', TELF1: '1' })))
  const changed = await costOf(product, () => product.post(state(20_000, { NAME1: 'Beispiel', TELF1: '2' })))
  const repeated = await costOf(product, () => product.post(state(30_000, { NAME1: 'Beispiel', TELF1: '2' })))
  assert.ok(created <= 12, `${created} to create`)
  assert.ok(changed <= 12, `${changed} to change`)
  assert.equal(repeated, 0)
  const rows = await product.rows<{ telephone1: string }>("accounts?$select=telephone1&$filter=telephone1 eq '2'&$count=true")
  assert.equal(rows.length, count)

  const { items } = await product.get<{ items: { name: string; requests24h?: number }[] }>('/api/channels')
  const used = items.find(({ name }) => name === 'dataverse')?.requests24h ?? 0
  assert.ok(used > 2 * count, `${used} rows read and written`)
  const metrics = await (await fetch(`${product.url}/metrics`)).text()
  assert.match(metrics, new RegExp(`landbridge_dataverse_requests_24h{channel="dataverse"} ${used}\\n`))
  assert.match(metrics, /landbridge_dataverse_left_alone\{channel="dataverse"\} 0/)
})
