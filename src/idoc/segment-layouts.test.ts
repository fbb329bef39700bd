import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layoutFor, type SegmentLayout } from './segment-layouts.ts'

const known = new Map<string, SegmentLayout>(
  [
    ['E2MARAM005', 'E1MARAM', 80],
    ['E2MARAM009', 'E1MARAM', 90],
    ['E2MARAM007', 'E1MARAM', 85],
    ['E2EDK01005', 'E1EDK01', 70],
    ['E2EDP', 'E1EDP', 70],
    ['E2EDP100', 'E1EDP100', 70],
    ['Z2LOYALTY000', 'Z1LOYALTY', 70],
    ['/ABC/E2STOCK000', '/ABC/E1STOCK', 70],
  ].map(([definition, type, last]) => [
    String(definition),
    { definition: String(definition), type: String(type), fields: [{ name: 'MSGFN', first: 64, last: Number(last) }] },
  ]),
)

const cases: [asked: string, given: string | undefined, why: string][] = [
  ['E2MARAM005', 'E2MARAM005', 'it is known itself'],
  ['E2MARAM010', 'E2MARAM009', 'it is the longest of its type'],
  ['E2MARAM', 'E2MARAM009', 'the first release has no number'],
  ['E2EDK01006', 'E2EDK01005', 'digits of the type are no release'],
  ['E2EDK01', 'E2EDK01005', 'digits of the type are no release'],
  ['E2EDP100001', 'E2EDP100', 'the longest known type counts'],
  ['E2EDP001', 'E2EDP', 'it is a release of the shorter type'],
  ['Z2LOYALTY001', 'Z2LOYALTY000', "customers' segments have releases too"],
  ['/ABC/E2STOCK001', '/ABC/E2STOCK000', 'namespaces have releases too'],
  ['E2MARCM008', undefined, 'none of its type is known'],
  ['E2EDK02', undefined, 'none of its type is known'],
]

for (const [asked, given, why] of cases) {
  test(`${asked} is cut by ${given ?? 'nothing'}, since ${why}`, () => {
    assert.equal(layoutFor(known, asked)?.definition, given)
  })
}
