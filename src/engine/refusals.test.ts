import assert from 'node:assert/strict'
import { beforeEach, type TestContext, test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import type { Refusal } from '../message/refusal.ts'
import { connect } from '../store/connect.ts'
import { readRefusals } from '../store/refusals.ts'
import { Refusals } from './refusals.ts'

const { sql, url } = await ownDatabase()
beforeEach(() => sql`truncate refusal`)

const usual: Refusal = { channel: 'idoc-http', sender: 'SAP', system: 'S4HCLNT100', from: '192.0.2.1', status: 400, reason: 'No' }
const stored = () => readRefusals(sql, { limit: 1000 })

function refusalsOf(t: TestContext, given = sql) {
  const warnings: string[] = []
  const refusals = new Refusals({ sql: given, log: { warn: (_: unknown, text?: string) => void warnings.push(String(text)) } })
  t.after(() => refusals.stop())
  return { refusals, warnings }
}

test('the same refusal again is counted, whatever line or size it names; another document is another one', async (t) => {
  const { refusals } = refusalsOf(t)
  for (const seconds of [299, 298]) refusals.note({ ...usual, reason: `Not looked at for ${seconds} seconds` })
  await refusals.flush()
  refusals.note({ ...usual, reason: 'Not looked at for 7 seconds' })
  refusals.note({ ...usual, document: '4711' })
  refusals.note({ ...usual, document: '4712' })
  await refusals.flush()
  const found = (await stored()).map(({ reason, document, times }) => `${reason} ${document} ${times}`)
  assert.deepEqual(found.sort(), ['No 4711 1', 'No 4712 1', 'Not looked at for 7 seconds null 3'])
})

test('whoever tries everything from everywhere makes few rows, and every try is counted', async (t) => {
  const { refusals } = refusalsOf(t)
  for (let count = 0; count < 5000; count++) {
    const reason = `The client certificate ${'x'.repeat(count % 97)} is in the settings of no sender here`
    refusals.note({ channel: 'xi-http', from: `192.0.2.${count % 250}`, status: 401, reason })
    refusals.note({ ...usual, document: String(count) })
  }
  await refusals.flush()
  const found = await stored()
  const ofStrangers = found.filter(({ sender }) => sender === null)
  // So many are told apart, and there is one for all others.
  assert.deepEqual([ofStrangers.length, found.length - ofStrangers.length], [21, 201])
  assert.equal(
    found.reduce((sum, { times }) => sum + times, 0),
    10_000,
  )
  assert.equal(found.find(({ sender, times }) => sender === 'SAP' && times > 1)?.document, '4999')
})

test('what came while the store was away is added when it is there again', async (t) => {
  const only = connect(url, { max: 1 })
  t.after(() => only.end())
  const { refusals, warnings } = refusalsOf(t, only)
  await only`set default_transaction_read_only = on`
  refusals.note(usual)
  await refusals.flush()
  refusals.note(usual)
  await refusals.flush()
  assert.match(warnings.join(), /Refusals could not be added; they are added later/)
  await only`set default_transaction_read_only = off`
  refusals.note(usual)
  await refusals.flush()
  assert.deepEqual(
    (await stored()).map(({ times }) => times),
    [3],
  )
})

test('what cannot be stored at all is said and let go, and the next is stored', async (t) => {
  const { refusals, warnings } = refusalsOf(t)
  await sql`alter table refusal rename to refusal_away`
  refusals.note(usual)
  await refusals.flush()
  await sql`alter table refusal_away rename to refusal`
  assert.deepEqual(warnings, ['Refusals could not be added'])
  refusals.note(usual)
  await refusals.flush()
  assert.deepEqual(
    (await stored()).map(({ times }) => times),
    [1],
  )
})

test('what is no text for PostgreSQL, or longer than anybody reads, is stored all the same', async (t) => {
  const { refusals } = refusalsOf(t)
  refusals.note({ ...usual, from: '\0\ud800', reason: `a\0b${'x'.repeat(100_000)}`, document: '\0' })
  await refusals.stop()
  const [found] = await stored()
  assert.deepEqual([found?.from, found?.reason.length, found?.reason.slice(0, 3), found?.document], ['\ufffd', 1999, 'abx', ''])
})
