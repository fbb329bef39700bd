import assert from 'node:assert/strict'
import { test } from 'node:test'
import { debmas, matmas } from '../../test/support/idocs.ts'
import { landbridge } from '../../test/support/landbridge.ts'
import { until } from '../../test/support/until.ts'
import { sharedAnswer } from './shared-answer.ts'

interface Overview {
  interfaces: { name: string; received: number[]; written: number[] }[]
  stuck: { held: number; parked: number; waiting: number; delivering: number; most: number }
  latency?: { count: number; p50: number; p99: number }
  channels: { name: string; paused: boolean; concurrency?: number }[]
}

test('the overview tells what flows, what is stuck, and how long it takes; figures tell it by interface', async (t) => {
  const product = await landbridge(t)
  const before = await product.get<Overview>('/api/overview')
  assert.deepEqual([before.latency, before.stuck.held], [undefined, 0])
  for (const docnum of [1, 2, 2]) await product.post(debmas({ docnum, customer: 4710 + docnum, fields: { NAME1: 'One' } }))
  await product.post(matmas(3, [{ material: '20001', text: 'x', fields: { MEINS: 'XZQ' } }]))
  await product.settled()
  const sum = (counts: number[] = []) => counts.reduce((a, b) => a + b, 0)
  const overview = await until('the figures are there', async () => {
    const found = await product.get<Overview>('/api/overview')
    return found.latency?.count === 2 && sum(found.interfaces.find(({ name }) => name === 'material')?.received) === 1 && found
  })
  const partners = overview.interfaces.find(({ name }) => name === 'business-partner')
  assert.deepEqual([partners?.received.length, sum(partners?.received)], [60, 2])
  assert.ok(sum(partners?.written) >= 2)
  assert.deepEqual(overview.stuck, { held: 1, parked: 0, waiting: 0, delivering: 0, most: 100_000 })
  assert.ok((overview.latency?.p50 ?? 0) <= (overview.latency?.p99 ?? 0))
  const dataverse = overview.channels.find(({ name }) => name === 'dataverse')
  assert.deepEqual([dataverse?.paused, (dataverse?.concurrency ?? 0) > 0], [false, true])

  const items = await until('the figures of the day are there', async () => {
    const found = await product.get<{ items: Record<string, unknown>[] }>('/api/figures')
    const isThere = (name: string, count: number) => found.items.some((one) => one[name] === count)
    return isThere('received', 2) && isThere('held', 1) && found.items
  })
  const { received, repeated, delivered, held, failed } = items.find((one) => one.interface === 'business-partner') ?? {}
  assert.deepEqual([received, repeated, delivered, held, failed], [2, 1, 2, 0, 0])
  const material = items.find((one) => one.interface === 'material')
  assert.deepEqual([material?.received, material?.held, material?.failed, material?.latency], [1, 1, 1, undefined])
})

test('many who ask at once cost one look, and an error is not kept', async () => {
  let made = 0
  const ask = sharedAnswer(60_000, async () => {
    made++
    if (made === 1) throw new Error('away')
    return made
  })
  await assert.rejects(ask(), /away/)
  assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [2, 2, 2])
})
