import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownDatabase } from '../../test/support/database.ts'
import { readRecords, saveRecords } from './records.ts'
import type { WrittenRecord } from './written-record.ts'

const database = await ownDatabase()

const record: WrittenRecord = {
  objectKey: 'invoice/9000000001',
  receiver: 'dataverse',
  table: 'invoicedetail',
  rowKey: { lb_invoicenumber: '9000000001', lb_item: '10' },
  id: 'e5b3a1c2-0000-4000-8000-000000000001',
  state: 'active',
  version: '1',
  system: 'S4HCLNT100',
  columns: {
    quantity: { value: { decimal: '922337203685477.5807' }, source: 'MENGE', messageId: 'm', at: '2026-11-23T12:00:00.000Z' },
    description: { value: null, source: 'TEXT', messageId: 'm', at: '2026-11-23T12:00:00.000Z' },
  },
}

test('a record comes back as it was saved, decimals digit by digit', async () => {
  await saveRecords(database.sql, [record])
  assert.deepEqual([...(await readRecords(database.sql, [record.objectKey, 'invoice/none']))], [record])
})

test('a record takes the place of the one with the same key, in whatever order the key columns come', async () => {
  const newer = { ...record, version: '2', state: 'deleted', rowKey: { lb_item: '10', lb_invoicenumber: '9000000001' } } as const
  await saveRecords(database.sql, [record])
  await saveRecords(database.sql, [newer])
  assert.deepEqual([...(await readRecords(database.sql, [record.objectKey]))], [newer])
})

test('the record of a row that was to vanish and was never there has no id, also when it is saved alone', async () => {
  const never = { ...record, rowKey: { lb_invoicenumber: '9', lb_item: '1' }, id: '', state: 'deleted', columns: {} } as const
  await saveRecords(database.sql, [never])
  assert.deepEqual(
    (await readRecords(database.sql, [record.objectKey])).filter(({ id }) => id === ''),
    [never],
  )
})
