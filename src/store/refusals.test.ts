import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { addRefusals, type CountedRefusal, countRefused, dropRefusals, readRefusals, refusedSenders } from './refusals.ts'

const { sql } = await ownDatabase()
beforeEach(() => sql`truncate refusal`)

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 10, minute))

function refusal(same: string, minute: number, given: Partial<CountedRefusal> = {}): CountedRefusal {
  const what = { channel: 'idoc-http', from: '192.0.2.1', status: 401, reason: `It is ${same}` }
  return { ...what, same, firstAt: at(minute), lastAt: at(minute), times: 1, ...given }
}

const told = async (limit = 10, before?: { lastAt: Date; id: string }) =>
  (await readRefusals(sql, { limit, before })).map(({ reason, times }) => `${reason} ${times}`)

test('what several nodes noted is counted together, and the newest tells', async () => {
  await addRefusals(sql, [])
  await addRefusals(sql, [refusal('b', 2, { times: 2 }), refusal('a', 1)])
  await addRefusals(sql, [
    refusal('a', 5, { firstAt: at(0), times: 3, from: '192.0.2.2', document: '4711', reason: 'It is new' }),
  ])
  assert.deepEqual(await told(), ['It is new 4', 'It is b 2'])
  const [{ id, ...newest } = {}] = await readRefusals(sql, { limit: 1 })
  const nobody = { sender: null, system: null }
  const where = { channel: 'idoc-http', from: '192.0.2.2', status: 401, document: '4711' }
  assert.deepEqual(newest, { ...nobody, ...where, reason: 'It is new', firstAt: at(0), lastAt: at(5), times: 4 })
})

test('pages follow on each other, also where several came at the same moment', async () => {
  await addRefusals(sql, [refusal('a', 1), refusal('b', 2), refusal('c', 2), refusal('d', 3)])
  const [first, second] = await readRefusals(sql, { limit: 2 })
  assert.deepEqual([first?.reason, second?.reason], ['It is d', 'It is c'])
  assert.deepEqual(await told(10, second), ['It is b 1', 'It is a 1'])
})

test('old ones go, and of the others all but the newest', async () => {
  await addRefusals(sql, [refusal('a', 1), refusal('b', 2), refusal('c', 3), refusal('d', 4)])
  await dropRefusals(sql, { before: at(2), most: 10 })
  assert.deepEqual(await told(), ['It is d 1', 'It is c 1', 'It is b 1'])
  await dropRefusals(sql, { before: at(2), most: 2 })
  assert.deepEqual(await told(), ['It is d 1', 'It is c 1'])
})

test('packets since a moment are counted, and of each sender and channel the newest is told, of strangers none', async () => {
  await addRefusals(sql, [
    refusal('a', 1, { sender: 'SAP', system: 'S4HCLNT100', times: 5 }),
    refusal('b', 2, { sender: 'SAP', system: 'S4HCLNT100', status: 400 }),
    refusal('c', 3, { sender: 'SAP', system: 'S4HCLNT100', channel: 'xi-http' }),
    refusal('d', 3, { sender: '/idocs', channel: 'idoc-file', status: undefined }),
    refusal('e', 4),
  ])
  assert.deepEqual([await countRefused(sql, at(1)), await countRefused(sql, at(2)), await countRefused(sql, at(9))], [9, 4, 0])
  assert.deepEqual(
    (await refusedSenders(sql, at(1))).map(({ channel, of, status, reason }) => [channel, of, status, reason]),
    [
      ['idoc-file', '/idocs', null, 'It is d'],
      ['idoc-http', 'S4HCLNT100', 400, 'It is b'],
      ['xi-http', 'S4HCLNT100', 401, 'It is c'],
    ],
  )
  assert.equal((await refusedSenders(sql, at(9))).length, 0)
})
