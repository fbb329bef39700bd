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

test('a message that wrote many columns is named once', () => {
  const { origins } = storedColumns({
    name: { value: 'a', source: 'E1KNA1M/NAME1', ...first },
    fax: { value: 'b', source: 'E1KNA1M/TELFX', ...first },
  })
  assert.equal(origins, JSON.stringify([['first', first.at, { name: 'E1KNA1M/NAME1', fax: 'E1KNA1M/TELFX' }]]))
})

test('a value nobody wrote down the source of is shown without one', () => {
  const unknown = { value: 'a', source: '', messageId: '', at: '' }
  assert.deepEqual(writtenColumns({ columns: '{"name":"a"}', origins: '[]' }), { name: unknown })
})
