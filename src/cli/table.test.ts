import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tableLines } from './table.ts'

const rows = [
  ['700001', 'delivered', ''],
  ['1', 'held', 'The country QZ is not known, so nobody can be told where'],
]

test('columns are as wide as their content, and only the last is cut', () => {
  assert.deepEqual(tableLines(['IDoc', 'status', 'reason'], rows, 60), [
    'IDoc    status     reason',
    '700001  delivered',
    '1       held       The country QZ is not known, so nobody c…',
  ])
})

test('on a narrow terminal the last column stands below its row', () => {
  assert.deepEqual(tableLines(['IDoc', 'status', 'reason'], rows, 40), [
    'IDoc    status',
    '700001  delivered',
    '1       held',
    '    The country QZ is not known, so nob…',
  ])
})

test('into a file nothing is cut', () => {
  const [, line] = tableLines(['reason'], [['x'.repeat(500)]])
  assert.equal(line, 'x'.repeat(500))
})

test('a text of somebody else neither breaks the line nor steers the terminal', () => {
  const [, ...lines] = tableLines(['name', 'reason'], [['A\r\nB', '\u001b[2Jgone\u0007\tC\u009b1m']], 80)
  assert.deepEqual(lines, ['A B    [2Jgone C 1m'])
})
