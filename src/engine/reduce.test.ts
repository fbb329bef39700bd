import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MappedWrite } from '../mapping/map-object.ts'
import type { Table } from '../message/table.ts'
import type { ColumnValue } from '../message/write.ts'
import type { WrittenRecord } from '../store/written-record.ts'
import { reduce } from './reduce.ts'

const account: Table = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'], columns: {} }
const id = '7d2c1a4e-0000-4000-8000-000000000001'

function mapped(columns: Record<string, ColumnValue>, more: Partial<MappedWrite> = {}): MappedWrite {
  const key = { accountnumber: '0000004711' }
  return { table: account, operation: 'upsert', key, columns, sources: {}, reactivates: false, ...more }
}

function record(columns: Record<string, ColumnValue>, more: Partial<WrittenRecord> = {}): WrittenRecord {
  const written = Object.entries(columns).map(([name, value]) => [name, { value, source: '', messageId: '', at: '' }])
  return {
    objectKey: 'business-partner/4711',
    receiver: 'dataverse',
    table: 'account',
    rowKey: { accountnumber: '0000004711' },
    id,
    state: 'active',
    version: '20260101120000/0000000000000005',
    system: 'S4HCLNT100',
    columns: Object.fromEntries(written),
    ...more,
  }
}

function work(records: WrittenRecord[], version = '20260101120000/0000000000000006', system = 'S4HCLNT100') {
  return { message: { version, system } as never, records }
}

test('a row never written is sent whole, but for columns it would only clear', () => {
  const write = reduce(mapped({ name: 'Anker', fax: null }), work([]))
  assert.deepEqual(typeof write === 'object' && write.columns, { name: 'Anker' })
  assert.equal(typeof write === 'object' && write.id, undefined)
})

test('of a row written before only the columns that changed are sent, by its id', () => {
  const write = reduce(mapped({ name: 'Anker', fax: '1' }), work([record({ name: 'Anker', fax: '2' })]))
  assert.ok(typeof write === 'object')
  assert.deepEqual(write.columns, { fax: '1' })
  assert.deepEqual(write.whole, { name: 'Anker', fax: '1' })
  assert.equal(write.id, id)
})

test('a row that already stands as the message says costs no request', () => {
  const limit = { decimal: '922337203685477.5807' }
  assert.equal(reduce(mapped({ limit }), work([record({ limit: { decimal: '922337203685477.5807' } })])), 'unchanged')
})

test('a document that is older than the one that deleted the row does not bring it back; a newer one does', () => {
  const deleted = record({}, { state: 'deleted', id: '' })
  assert.equal(reduce(mapped({ name: 'Anker' }), work([deleted], '20260101120000/0000000000000004')), 'superseded')
  const write = reduce(mapped({ name: 'Anker' }), work([deleted]))
  assert.deepEqual(typeof write === 'object' && [write.columns, write.id], [{ name: 'Anker' }, undefined])
})

test('clearing a column that we hold no value of changes nothing', () => {
  assert.equal(reduce(mapped({ fax: null }), work([record({ name: 'Anker' })])), 'unchanged')
})

test('a reference is the same when it names the same row, whatever else it carries', () => {
  const reference = (optional: boolean) => ({ table: account, key: { accountnumber: '1' }, optional })
  assert.equal(
    reduce(mapped({ parentaccountid: reference(true) }), work([record({ parentaccountid: reference(false) })])),
    'unchanged',
  )
})

test('a row that a newer document wrote is superseded; documents of another system do not compare', () => {
  const older = '20260101120000/0000000000000004'
  assert.equal(reduce(mapped({ name: 'old' }), work([record({ name: 'new' })], older)), 'superseded')
  assert.equal(typeof reduce(mapped({ name: 'old' }), work([record({ name: 'new' })], older, 'OTHER')), 'object')
})

test('the same document again is not older than itself', () => {
  const same = '20260101120000/0000000000000005'
  assert.equal(reduce(mapped({ name: 'Anker' }), work([record({ name: 'Anker' })], same)), 'unchanged')
})

test('a full document brings a deactivated row back, a partial one leaves it as it is', () => {
  const inactive = record({ name: 'Anker' }, { state: 'inactive' })
  const full = reduce(mapped({ name: 'Anker' }, { reactivates: true }), work([inactive]))
  assert.deepEqual(typeof full === 'object' && full.columns, { statecode: 0, statuscode: 1 })
  assert.equal(reduce(mapped({ name: 'Anker' }), work([inactive])), 'unchanged')
})

test('a row that is to be deactivated is written even when no column changed, once', () => {
  const deactivation = mapped({ name: 'Anker' }, { operation: 'deactivate' })
  assert.equal(typeof reduce(deactivation, work([record({ name: 'Anker' })])), 'object')
  assert.equal(reduce(deactivation, work([record({ name: 'Anker' }, { state: 'inactive' })])), 'unchanged')
})
