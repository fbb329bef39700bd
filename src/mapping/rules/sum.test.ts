import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readingOf, segment } from '../../../test/support/segments.ts'
import { sum } from './sum.ts'

const of = sum('KULAB', 'LABST')

const sums: [claim: string, fields: Record<string, string>, decimal: string | undefined, source?: string][] = [
  ['what is there is added', { KULAB: '     10.500', LABST: '2.250-' }, '8.25', 'E1ICSL0/KULAB + E1ICSL0/LABST'],
  ['one of them is enough', { LABST: '2.000' }, '2', 'E1ICSL0/LABST'],
  ['NODATA is not there', { KULAB: '/', LABST: '2.000' }, '2', 'E1ICSL0/LABST'],
  ['nothing is left', { KULAB: '2.0', LABST: '2.0-' }, '0', 'E1ICSL0/KULAB + E1ICSL0/LABST'],
  [
    'every digit counts',
    { KULAB: '922337203685477.5807', LABST: '0.0000000000000001' },
    '922337203685477.5807000000000001',
    'E1ICSL0/KULAB + E1ICSL0/LABST',
  ],
  ['none of them says nothing', { KULAB: '' }, undefined],
]

for (const [claim, fields, decimal, source] of sums) {
  test(`sum: ${claim}`, () => {
    const read = of.read(readingOf([segment('E1ICSL0', fields)]))
    assert.deepEqual(read, decimal === undefined ? undefined : { value: { decimal }, source })
  })
}

test('sum: what is no number is refused and told', () => {
  assert.throws(() => of.read(readingOf([segment('E1ICSL0', { KULAB: '10,5' })])), {
    name: 'Rejected',
    message: "E1ICSL0/KULAB at line 7 of 4711 is '10,5', which is no number; correct it in SAP and send it again",
  })
})

test('sum: names every path', () => {
  assert.deepEqual([of.description, of.sources], ['sum of KULAB and LABST', ['KULAB', 'LABST']])
})
