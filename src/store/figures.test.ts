import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { addFigures, dropFiguresBefore, readFigures, sumFigures } from './figures.ts'

const database = await ownDatabase()

test('what several nodes counted in one minute is one figure, and old ones go', async () => {
  const { sql } = database
  const [first, second] = [new Date('2026-11-24T10:00:00Z'), new Date('2026-11-24T10:01:00Z')]
  const figure = (minute: Date, name: string, count: number) => ({ minute, interface: 'material', name, count })
  await addFigures(sql, [])
  await addFigures(sql, [figure(second, 'received', 1), figure(first, 'received', 2), figure(first, 'latency 20', 5)])
  await addFigures(sql, [figure(first, 'received', 3)])
  assert.deepEqual(
    [...(await readFigures(sql, first, ['received']))],
    [figure(first, 'received', 5), figure(second, 'received', 1)],
  )
  const sums = await sumFigures(sql, first)
  assert.deepEqual(sums.map(({ name, count }) => [name, count]).sort(), [
    ['latency 20', 5],
    ['received', 6],
  ])
  await dropFiguresBefore(sql, second)
  assert.equal((await readFigures(sql, first, ['received'])).length, 1)
})
