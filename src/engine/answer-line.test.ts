import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { arrival } from '../../test/support/arrival.ts'
import { ownDatabase } from '../../test/support/database.ts'
import type { Answer, AnswerChannel } from '../message/answer.ts'
import { Rejected } from '../message/errors.ts'
import { queueAnswers, setAnsweredSystems } from '../store/answers.ts'
import { insertDeliveries } from '../store/insert-deliveries.ts'
import { insertMessages } from '../store/insert-messages.ts'
import { readMessage } from '../store/read-message.ts'
import { AnswerLine } from './answer-line.ts'
import { FreshAnswers } from './fresh-answers.ts'
import { giveUpAnswer, sendAnswer } from './refused-answers.ts'

const database = await ownDatabase()
const by = { who: 'admin', reason: 'SAP was put right' }

beforeEach(async () => {
  await database.sql`truncate answer, answered_system, delivery, message, message_identity, audit`
  await setAnsweredSystems(database.sql, [{ system: 'S4HCLNT100', kind: 'idoc', interfaces: [] }])
})

test('while a system is left alone it is asked only about the answer a person wants sent; does it take that, all others go out', async (t) => {
  // The rest after a refusal does not end by itself then.
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const [first = '', second = '', third = ''] = await answered(3)
  const { line, asked, system } = lineTo()
  assert.equal(await line.send(), 0)
  assert.equal(await line.send(), 0, 'it rests')
  assert.equal(asked.at(-1), first)
  const before = asked.length
  await sendAnswer(database.sql, first, by)
  assert.equal(await line.send(), 0, 'refused again')
  await line.send()
  assert.deepEqual(asked.slice(before), [first], 'asked once more, and then left alone again')
  system.isWrong = () => false
  await sendAnswer(database.sql, first, by)
  assert.deepEqual([await line.send(), await line.send()], [1, 2])
  assert.deepEqual(asked.slice(before + 1), [first, `${second},${third}`])
})

test('an answer that SAP thinks about for long, having refused it before, holds up no other one', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const [first = '', second = ''] = await answered(2)
  const { line, system } = lineTo()
  system.isWrong = (ids) => ids.includes(first)
  await line.send()
  await database.sql`update answer set due_at = now()`
  const { promise, resolve } = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  system.isWrong = () => false
  system.before = async (ids) => {
    if (!ids.includes(first)) return
    reached.resolve()
    await promise
  }
  t.mock.timers.tick(600_000)
  const sending = line.send()
  await reached.promise
  assert.notEqual((await readMessage(database.sql, second))?.answer?.sentAt, undefined, 'noted already')
  resolve()
  await sending
  assert.notEqual((await readMessage(database.sql, first))?.answer?.sentAt, undefined)
})

test('an answer that is given up while SAP takes it was sent, and is said to be', async () => {
  const [id = ''] = await answered(1)
  const { line, system } = lineTo()
  system.isWrong = () => false
  system.before = async () => void (await giveUpAnswer(database.sql, id, by))
  assert.equal(await line.send(), 1)
  const answer = (await readMessage(database.sql, id))?.answer
  assert.deepEqual([answer?.givenUpAt, typeof answer?.sentAt], [undefined, 'string'])
})

test('an answer that is given up while SAP refuses it stays given up', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const [id = ''] = await answered(1)
  const { line, asked, system } = lineTo()
  system.before = async () => void (await giveUpAnswer(database.sql, id, by))
  await line.send()
  const answer = (await readMessage(database.sql, id))?.answer
  assert.deepEqual([typeof answer?.givenUpAt, answer?.sentAt, answer?.isRefused], ['string', undefined, false])
  await database.sql`update answer set due_at = now()`
  t.mock.timers.tick(600_000)
  await line.send()
  assert.equal(asked.length, 1)
})

/** Messages of one delivery each that ended; gives their ids. */
async function answered(count: number): Promise<string[]> {
  const { sql } = database
  const stored = await insertMessages(
    sql,
    Array.from({ length: count }, (_, index) => arrival(index + 1)),
  )
  const ids = stored.map(({ messageId }) => messageId)
  await insertDeliveries(
    sql,
    ids.map((messageId, index) => ({ messageId, objectKey: `material/${index}`, version: '1', status: 'waiting' as const })),
  )
  await queueAnswers(
    sql,
    ids.map((id) => ({ id, idoc: { system: 'S4HCLNT100', interface: 'material' } })),
  )
  return ids
}

/** A line to a system that refuses everything until told otherwise. `asked`: the messages of each call. */
function lineTo() {
  const asked: string[] = []
  const system = { isWrong: (_: readonly string[]) => true, before: async (_: readonly string[]): Promise<void> => {} }
  const channel: AnswerChannel = {
    system: 'S4HCLNT100',
    kind: 'idoc',
    interfaces: [],
    mostAtOnce: 500,
    async send(answers: readonly Answer[]) {
      const ids = answers.map(({ messageId }) => messageId)
      asked.push(ids.join())
      await system.before(ids)
      if (system.isWrong(ids)) throw new Rejected('S4HCLNT100 answered 500 to a STATUS IDoc: Conversion error')
    },
    check: async () => ({ ok: true, text: '' }),
    close: async () => {},
  }
  const line = new AnswerLine({ sql: database.sql, fresh: new FreshAnswers([]), log: { warn: () => {} } }, channel)
  return { line, asked, system }
}
