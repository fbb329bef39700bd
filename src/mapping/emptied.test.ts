import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, customer, customers, everything, everythingRead, mapCustomer } from '../../test/support/customers.ts'
import { segment } from '../../test/support/segments.ts'
import type { Segment } from '../message/document.ts'
import { type Conventions, usualConventions } from './conventions.ts'
import { row } from './row.ts'
import { byValueMapping } from './rules/by-value-mapping.ts'
import { firstOf } from './rules/combine.ts'
import { isSet, when } from './rules/condition.ts'
import { field } from './rules/field.ts'

const silences: [claim: string, segments: Segment[], columns: Record<string, unknown>][] = [
  ['a change that lacks a field leaves its column', [customer({ MSGFN: '004', ORT01: 'London' })], { city: 'London' }],
  ['a parent that is only sent again leaves every column', [customer({ MSGFN: '018' })], {}],
  ['a segment without MSGFN leaves what it lacks', [customer({ ORT01: 'London' })], { city: 'London' }],
  [
    'a segment sent whole (005) empties what it lacks, flags too, and leaves what other segments hold',
    [customer({ MSGFN: '005', ORT01: 'London' })],
    { name: null, city: 'London', employees: null, sales: null, blocked: false, since: null },
  ],
  [
    'a segment sent whole (009) empties what it lacks, flags too, and leaves what other segments hold',
    [customer({ MSGFN: '009', ORT01: 'London' })],
    { name: null, city: 'London', employees: null, sales: null, blocked: false, since: null },
  ],
  [
    'a segment sent whole inside of one that was not empties only what it holds itself',
    [customer({ MSGFN: '018' }, segment('E1KNVVM', { MSGFN: '005' }))],
    { terms: null, zone: null },
  ],
  [
    'a changed segment inside of one that was sent whole leaves what it lacks',
    [customer({ MSGFN: '005', ...everything }, segment('E1KNVVM', { MSGFN: '004' }))],
    everythingRead,
  ],
  [
    'one of two segments has the field, so it is not empty',
    [customer({}, segment('E1KNVVM', { MSGFN: '005' }), segment('E1KNVVM', { MSGFN: '005', BZIRK: 'NORTH', ZTERM: 'NT30' }))],
    { zone: 'NORTH', terms: 1 },
  ],
  [
    'a column of two segments is empty when both were sent whole and lack it',
    [customer({}, segment('E1KNVVM', { MSGFN: '005' }), segment('E1KNB1M', { MSGFN: '009' }))],
    { zone: null, terms: null },
  ],
  [
    'a column of two segments is left when one of them was not sent whole',
    [customer({}, segment('E1KNVVM', { MSGFN: '005' }), segment('E1KNB1M', { MSGFN: '004' }))],
    { zone: null },
  ],
  [
    'a deleted segment empties nothing and fills nothing',
    [customer({}, segment('E1KNVVM', { MSGFN: '003', BZIRK: 'NORTH' }))],
    {},
  ],
  [
    'NODATA in a segment sent whole leaves its column',
    [customer({ MSGFN: '005', NAME1: '/', ORT01: '/', JMZAH: '/', UMSA1: '/', AUFSD: '/', ERDAT: '/' })],
    {},
  ],
  [
    'NODATA in one of two fields of a column leaves the column',
    [customer({ MSGFN: '005', ...everything, NAME1: '/' })],
    Object.fromEntries(Object.entries(everythingRead).filter(([name]) => name !== 'name')),
  ],
]

for (const [claim, segments, columns] of silences) {
  test(claim, () => {
    const { sender, ...others } = mapCustomer(segments).writes[0]?.columns ?? {}
    assert.equal(sender, 'S4HCLNT100')
    assert.deepEqual(others, columns)
  })
}

const changed: typeof silences = [
  [
    'a changed segment empties what it lacks, flags too, and leaves what other segments hold',
    [customer({ MSGFN: '004', ORT01: 'London' })],
    { name: null, city: 'London', employees: null, sales: null, blocked: false, since: null },
  ],
  ['one that is only sent again leaves every column', [customer({ MSGFN: '018' })], {}],
  ['NODATA leaves its column', [customer({ MSGFN: '004', ...everything, NAME1: '/' })], { ...everythingRead, name: undefined }],
  [
    'a column of several segments is left while one of them is missing, as that may hold its value',
    [customer({ MSGFN: '018' }, segment('E1KNVVM', { MSGFN: '004' }))],
    { zone: null },
  ],
  [
    'a column of several segments is emptied when all of them are there',
    [customer({ MSGFN: '018' }, segment('E1KNVVM', { MSGFN: '004' }), segment('E1KNB1M', { MSGFN: '004' }))],
    { zone: null, terms: null },
  ],
  [
    'nor is it while one of them was only sent again',
    [customer({ MSGFN: '018' }, segment('E1KNVVM', { MSGFN: '004' }), segment('E1KNB1M', { MSGFN: '018' }))],
    { zone: null },
  ],
]

for (const [claim, segments, columns] of changed) {
  test(`where changed segments are whole, ${claim}`, () => {
    const conventions: Conventions = { ...usualConventions, changedSegments: 'whole' }
    const { sender: _, ...others } = mapCustomer(segments, { conventions }).writes[0]?.columns ?? {}
    assert.deepEqual(others, Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)))
  })
}

for (const [claim, fields, changedSegments, isBack] of [
  ['that lacks the deletion flag brings its object back', {}, 'whole', true],
  ['that has it does not', { LOEVM: 'X' }, 'whole', false],
  ['whose flag is NODATA does not', { LOEVM: '/' }, 'whole', false],
  ['that may be partial does not', {}, 'partial', false],
] as const) {
  test(`a changed segment ${claim}`, () => {
    const conventions: Conventions = { ...usualConventions, changedSegments }
    assert.equal(mapCustomer([customer({ MSGFN: '004', ...fields })], { conventions }).writes[0]?.reactivates, isBack)
  })
}

test('a field that only tells whether another counts does not keep its column from being emptied', () => {
  const city = byValueMapping('terms', when(isSet('NAME1'), firstOf(field('ORT01'))))
  const definition = { ...customers(), rows: [row(account, { key: { accountnumber: field('KUNNR') }, columns: { city } })] }
  const columnsOf = (msgfn: string) =>
    mapCustomer([customer({ MSGFN: msgfn, NAME1: 'Example' })], { definition }).writes[0]?.columns
  assert.deepEqual(columnsOf('005'), { city: null })
  assert.deepEqual(columnsOf('004'), {})
})

test('an emptied column says that it was empty in the document', () => {
  const [write] = mapCustomer([customer({ MSGFN: '005' })]).writes
  assert.equal(write?.sources.city, '(empty in a segment that was sent whole)')
})

test('a field that the control record lacks empties nothing', () => {
  const [write] = mapCustomer([customer({ MSGFN: '005' })], { sender: '' }).writes
  assert.ok(!Object.hasOwn(write?.columns ?? {}, 'sender'))
})
