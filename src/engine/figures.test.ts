import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { sumFigures } from '../store/figures.ts'
import { Figures } from './figures.ts'
import { bucketOf, latencyName, latencyOf } from './latency.ts'

const database = await ownDatabase()

test('half of the deliveries and 99 of 100 are within what the histogram says, at most a fifth more', () => {
  assert.equal(latencyOf([]), undefined)
  assert.equal(latencyOf([{ name: 'received', count: 3 }]), undefined)
  const took = (milliseconds: number, count: number) => ({ name: latencyName(bucketOf(milliseconds)), count })
  const { count, p50, p99 } = latencyOf([took(10, 60), took(0, 1), took(500, 38), took(9000, 1)]) ?? { count: 0, p50: 0, p99: 0 }
  assert.equal(count, 100)
  assert.ok(p50 >= 10 && p50 < 12, String(p50))
  assert.ok(p99 >= 500 && p99 < 600, String(p99))
})

test('what could not be added because the store was away is added when it is there again', async (t) => {
  const { sql } = database
  const warnings: string[] = []
  const figures = new Figures({ sql, log: { warn: (_: unknown, text?: string) => void warnings.push(String(text)) } })
  t.after(() => figures.stop())
  await sql`alter table figure rename to figure_away`
  figures.received([{ messageId: 'x', interface: 'material', idoc: undefined, repeated: false }])
  await figures.flush()
  assert.match(warnings.join(), /could not be added; they are added later/)
  await sql`alter table figure_away rename to figure`
  figures.received([{ messageId: 'y', interface: 'material', idoc: undefined, repeated: true }])
  await figures.flush()
  const sums = await sumFigures(sql, new Date(Date.now() - 3_600_000))
  assert.deepEqual(sums.map(({ name, count }) => `${name} ${count}`).sort(), ['received 1', 'repeated 1'])
})
