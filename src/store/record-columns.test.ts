import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storedColumns, writtenColumns } from './record-columns.ts'

const first = { messageId: 'first', at: '2026-11-23T12:00:00.000Z' }
const second = { messageId: 'second', at: '2026-11-24T12:00:00.000Z' }

test('columns of several messages come back each with who wrote it', () => {
  const columns = {
    name: { value: 'Muster GmbH', source: 'E1KNA1M/NAME1', ...first },
    fax: { value: null, source: 'E1KNA1M/TELFX', ...second },
    creditlimit: { value: { decimal: '922337203685477.5807' }, source: 'E1KNKAM/KLIMG', ...first },
  }
  assert.deepEqual(writtenColumns(storedColumns(columns)), columns)
})

test('a message that wrote all columns is named once, and each column once', () => {
  const columns = {
    name: { value: 'a', source: 'E1KNA1M/NAME1', ...first },
    fax: { value: 'b', source: 'E1KNA1M/TELFX', ...first },
  }
  const stored = storedColumns(columns)
  assert.equal(stored.origins, JSON.stringify([['first', first.at, ['E1KNA1M/NAME1', 'E1KNA1M/TELFX']]]))
  assert.deepEqual(writtenColumns(stored), columns)
})

test('records of before, which name the columns with their sources, are still read', () => {
  const origins = JSON.stringify([['first', first.at, { fax: 'E1KNA1M/TELFX' }]])
  assert.deepEqual(writtenColumns({ columns: '{"name":"a","fax":"b"}', origins }).fax, {
    value: 'b',
    source: 'E1KNA1M/TELFX',
    ...first,
  })
})

test('a value nobody wrote down the source of is shown without one', () => {
  const unknown = { value: 'a', source: '', messageId: '', at: '' }
  assert.deepEqual(writtenColumns({ columns: '{"name":"a"}', origins: '[]' }), { name: unknown })
})
