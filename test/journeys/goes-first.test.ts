import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asAdmin } from '../support/credentials.ts'
import { debmasPacket, docnum, matmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { until } from '../support/until.ts'

interface Queues {
  readonly waiting: number
  readonly delivering: number
}

const queues = (product: TestLandbridge) => product.get<Queues>('/api/queues')

/** When work on a message began. */
async function startedAt(product: TestLandbridge, id: string): Promise<string> {
  const { attempts } = await product.get<{ attempts: { startedAt: string }[] }>(`/api/messages/${id}`)
  return attempts[0]?.startedAt ?? ''
}

test('who waits for an answer, and an interface of high priority, need not wait until a mass of others is done', async (t) => {
  const product = await landbridge(t, (settings) => ({
    ...settings,
    interfaces: { material: { amounts: 'true', enabled: true, receiver: 'dataverse', priority: 'high' } },
  }))
  const { control } = product.dynamics
  // There is room for more requests than those that get no answer.
  await control('POST', 'limits', { dopHint: 16 })
  await product.post(matmas(1, [{ material: '1' }]))
  await product.settled()
  // So many batches are in work at once; while Dynamics 365 answers none of their materials, what comes has to wait.
  const faults = () => control<{ items: { id: number; hits: number }[] }>('GET', 'faults')
  const { items } = await control<{ items: { id: number }[] }>('POST', 'faults', {
    kind: 'latency',
    milliseconds: 600_000,
    table: 'product',
  })
  for (let batch = 1; batch <= 8; batch++) {
    await product.post(matmas(batch + 1, [{ material: String(batch + 1) }]))
    // In work it is as soon as it came, and what comes before it was asked for would go with it.
    await until('it waits for an answer', async () => (await faults()).items[0]?.hits === batch)
  }
  // More than one batch holds.
  const mass = Array.from({ length: 300 }, (_, index) => ({ docnum: 100 + index, customer: 100 + index }))
  await product.post(debmasPacket(mass))
  await product.post(matmas(1000, [{ material: '20001' }]))
  const asked = fetch(`${product.url}/api/crm/v1/business-partners`, {
    method: 'POST',
    headers: { ...asAdmin, 'content-type': 'application/json' },
    body: JSON.stringify({ businessPartner: '4711', name: 'Beispiel GmbH' }),
  })
  await until('all of it waits', async () => (await queues(product)).waiting === 302)
  await control('DELETE', `faults/${items[0]?.id}`)

  const answer = await asked
  assert.equal(answer.status, 201, await answer.clone().text())
  const { messageId } = (await answer.json()) as { messageId: string }
  await product.settled()
  const lastOfMass = await startedAt(product, docnum(399))
  assert.ok((await startedAt(product, messageId)) < lastOfMass)
  assert.ok((await startedAt(product, docnum(1000))) < lastOfMass)
})
