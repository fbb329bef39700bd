import assert from 'node:assert/strict'
import { test } from 'node:test'
import { debmasPacket } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'

const customers = 200
const fewestChanges = 6

const packet = (change: number) =>
  debmasPacket(
    Array.from({ length: customers }, (_, n) => ({
      docnum: change * 10_000 + n + 1,
      customer: n + 1,
      fields: { NAME1: `C${n + 1}`, TELF1: `${change}` },
    })),
  )

test('where Dynamics 365 throttles by itself, loses answers and fails, every row ends as it was last', async (t) => {
  const product = await landbridge(t)
  await product.dynamics.control('POST', 'limits', { requests: 2, windowSeconds: 4, concurrent: 3 })
  await product.dynamics.control('POST', 'faults', { kind: 'error', status: 500, rate: 0.01 })
  await product.dynamics.control('POST', 'faults', { kind: 'drop-after-commit', rate: 0.01 })
  await product.dynamics.control('POST', 'faults', { kind: 'latency', milliseconds: 20 })
  let changes = 0
  // A slow machine sends so seldom, and so much at once, that the limits may not be met by the first changes.
  while (changes < fewestChanges || !(await isThrottled(product))) await product.post(packet(++changes))
  await product.settled()
  await product.dynamics.control('DELETE', 'faults')
  await product.dynamics.control('DELETE', 'limits')
  const accounts = await product.rows<{ name: string; telephone1: string }>(
    'accounts?$select=name,telephone1&$orderby=accountnumber',
  )
  assert.deepEqual(
    accounts.map(({ name, telephone1 }) => `${name} ${telephone1}`),
    Array.from({ length: customers }, (_, n) => `C${n + 1} ${changes}`),
  )
})

async function isThrottled({ dynamics }: TestLandbridge): Promise<boolean> {
  const { items } = await dynamics.control<{ items: { status: number }[] }>('GET', 'requests?limit=500')
  return items.some(({ status }) => status === 429)
}
