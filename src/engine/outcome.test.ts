import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadInterfaces } from '../interfaces/load.ts'
import type { MappedWrite } from '../mapping/map-object.ts'
import { type IntegrationError, Misconfigured, Missing, Rejected, Unavailable } from '../message/errors.ts'
import type { Table } from '../message/table.ts'
import type { Operation } from '../message/write.ts'
import { outcomeOf, pauseMilliseconds } from './outcome.ts'
import type { Plan } from './plan.ts'

const interfaces = await loadInterfaces()
const table: Table = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'], columns: {} }
const key = { accountnumber: '0000004711' }
const write: MappedWrite = { table, operation: 'upsert', key, columns: {}, sources: {}, reactivates: false }
const id = '7d2c1a4e-0000-4000-8000-000000000001'

function plan(more: Partial<Plan> = {}, attempt = 1): Plan {
  const claim = { objectKey: 'business-partner/4711', messageId: 'm', token: 't', attempt }
  return {
    claim,
    message: {},
    records: [],
    mapped: [write],
    writes: [write],
    isSuperseded: false,
    warnings: [],
    ...more,
  } as never
}

function failed(error: IntegrationError, attempt = 1) {
  return outcomeOf(interfaces, plan({}, attempt), { rows: [], warnings: [], error })
}

function written(operation: Operation) {
  return { rows: [{ table: 'account', key, id, operation }], warnings: ['a column was left out'] }
}

test('a row that was written is delivered, with the operation, the id and the warnings', () => {
  const { status, operation, rows, warnings } = outcomeOf(interfaces, plan({ warnings: ['cut'] }), written('create'))
  assert.deepEqual({ status, operation, ids: rows.map((row) => row.id) }, { status: 'delivered', operation: 'create', ids: [id] })
  assert.deepEqual(warnings, ['cut', 'a column was left out'])
})

test('nothing left to write is unchanged, and still tells the row', () => {
  const record = { table: 'account', rowKey: key, id, columns: {}, state: 'active' }
  const outcome = outcomeOf(interfaces, plan({ writes: [], records: [record] as never }), undefined)
  assert.equal(outcome.status, 'unchanged')
  assert.deepEqual(outcome.rows, [{ table: 'account', key, id, operation: 'none' }])
})

test('a document all of whose rows a newer one wrote is superseded', () => {
  assert.equal(outcomeOf(interfaces, plan({ writes: [], isSuperseded: true }), undefined).status, 'superseded')
})

test('Unavailable waits as long as it was told', () => {
  const { status, wait, code } = failed(new Unavailable('busy', { retryAfter: 7000, code: 'HTTP 429' }))
  assert.deepEqual({ status, wait, code }, { status: 'waiting', wait: 7000, code: 'HTTP 429' })
})

test('Unavailable without a time waits twice as long each time, five minutes at most, and is never held', () => {
  for (const [attempt, expected] of [
    [1, 500],
    [2, 1000],
    [5, 8000],
    [10, 256_000],
    [11, 300_000],
    [1000, 300_000],
  ] as const) {
    const { status, wait = 0 } = failed(new Unavailable('away'), attempt)
    assert.equal(status, 'waiting')
    assert.ok(wait >= expected * 0.75 && wait <= expected * 1.25, `attempt ${attempt} waits ${wait}`)
  }
})

test('a way that failed says nothing of the document: it is tried again soon, and less and less often only after ten tries', () => {
  const away = new Unavailable('connection lost', { isOfTheWay: true })
  for (const attempt of [1, 5, 8, 10]) assert.ok((failed(away, attempt).wait ?? 0) <= 6250)
  assert.ok((failed(away, 1).wait ?? 0) <= 625)
  assert.ok((failed(away, 11).wait ?? 0) >= 225_000)
})

test('Misconfigured pauses the channel', () => {
  const { pause, wait } = failed(new Misconfigured('wrong secret'))
  assert.deepEqual({ pause, wait }, { pause: 'wrong secret', wait: pauseMilliseconds })
})

test('Missing parks the delivery for the object whose row it is, by its number as people write it', () => {
  const { status, parkedFor, reason } = failed(
    new Missing('no account', { table: 'account', key: { accountnumber: '0000000815' } }),
  )
  assert.deepEqual({ status, parkedFor, reason }, { status: 'parked', parkedFor: 'business-partner/815', reason: 'no account' })
})

test('of several interfaces that write a row the one that creates it is waited for', () => {
  assert.ok([...interfaces.keys()].indexOf('address') < [...interfaces.keys()].indexOf('business-partner'))
  assert.equal(interfaces.get('address')?.tables[0]?.name, 'account')
  const { parkedFor } = failed(new Missing('no account', { table: 'account', key: { accountnumber: 'C100' } }))
  assert.equal(parkedFor, 'business-partner/C100')
})

test('Missing of a row that no interface delivers is held: nobody would ever wake it', () => {
  assert.equal(failed(new Missing('no unit', { table: 'uom', key: { name: 'PCE' } })).status, 'held')
})

test('Rejected is held with its sentence and code', () => {
  const { status, reason, code } = failed(new Rejected('too long', { code: '0x80044331' }))
  assert.deepEqual({ status, reason, code }, { status: 'held', reason: 'too long', code: '0x80044331' })
})

test('a delivery that could not be planned is held for that reason', () => {
  const { status, reason } = outcomeOf(interfaces, plan({ error: new Rejected('no such country'), writes: [] }), undefined)
  assert.deepEqual({ status, reason }, { status: 'held', reason: 'no such country' })
})
