import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differenceLines, differences } from './difference.ts'

const order = {
  objectKey: 'order/1',
  writes: [{ operation: 'upsert', table: 'own_order', key: { own_number: '1' }, columns: { own_type: 'TA', own_name: 'One' } }],
  warnings: ['something was cut'],
}
const [write] = order.writes
const text = (...objects: object[]) => JSON.stringify(objects)
const withWrites = (...writes: object[]) => text({ ...order, writes })

const cases: [claim: string, actual: string, lines: string[]][] = [
  ['the same in another form is no difference', JSON.stringify([order], undefined, 2), []],
  [
    'a value that is another is shown beside the one expected, texts in quotes',
    withWrites({ ...write, columns: { own_type: 1, own_name: 'One' } }),
    ['order/1, own_order 1, own_type', '  expected  "TA"', '  actual    1'],
  ],
  [
    'a column that is no longer written, and one that is emptied instead',
    withWrites({ ...write, columns: {}, emptied: ['own_name'] }),
    [
      'order/1, own_order 1, own_type',
      '  expected  "TA"',
      '  actual    nothing',
      'order/1, own_order 1, own_name',
      '  expected  "One"',
      '  actual    emptied',
    ],
  ],
  [
    'another operation',
    withWrites({ ...write, operation: 'deactivate' }),
    ['order/1, own_order 1, operation', '  expected  upsert', '  actual    deactivate'],
  ],
  [
    'a row too many, also of the same key, is one line',
    withWrites({ ...write }, { ...write }),
    ['order/1, own_order 1 (2)', '  expected  nothing', '  actual    upsert with 2 columns'],
  ],
  [
    'a warning that is not given any more',
    text({ ...order, warnings: [] }),
    ['order/1, warning 1', '  expected  something was cut', '  actual    nothing'],
  ],
  [
    'an object that does not come out',
    '[]',
    [
      'order/1',
      '  expected  the object',
      '  actual    nothing',
      'order/1, own_order 1',
      '  expected  upsert with 2 columns',
      '  actual    nothing',
    ],
  ],
]

for (const [claim, actual, lines] of cases) {
  test(claim, () => assert.deepEqual(differenceLines(differences(text(order), actual)), lines))
}

test('numbers differ to the last digit, also where a binary float does not', () => {
  const of = (digits: string) => withWrites({ ...write, columns: { own_amount: 0 } }).replace(':0}', `:${digits}}`)
  const [found] = differences(of('99999999999999999.01'), of('99999999999999999.02'))
  assert.deepEqual([found?.expected, found?.actual], ['99999999999999999.01', '99999999999999999.02'])
})
