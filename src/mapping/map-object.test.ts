import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, customer, customers, identity, mapCustomer, person } from '../../test/support/customers.ts'
import { debmas } from '../../test/support/idocs.ts'
import { segment } from '../../test/support/segments.ts'
import { parseIdoc } from '../idoc/parse-one.ts'
import type { Segment } from '../message/document.ts'
import { exactJson } from '../message/exact-json.ts'
import { type Conventions, usualConventions } from './conventions.ts'
import { row } from './define-interface.ts'
import { byValueMapping } from './rules/by-value-mapping.ts'
import { firstOf, lookup } from './rules/combine.ts'
import { isSet, when } from './rules/condition.ts'
import { field } from './rules/field.ts'

/** A customer with every field of its own segment, and what becomes of them. */
const everything = { NAME1: 'Example', ORT01: 'London', JMZAH: '000240', UMSA1: '12.50-', AUFSD: '01', ERDAT: '20261124' }
const read = { name: 'Example', city: 'London', employees: 240, sales: { decimal: '-12.5' }, blocked: true, since: '2026-11-24' }

test('every column tells where its value came from', () => {
  const [write] = mapCustomer([
    customer(
      { ...everything, NAME2: 'Ltd', ERDAT: '00000000' },
      segment('E1KNVVM', { ZTERM: 'NT60' }, segment('E1KNVPM', { PARVW: '1A', KUNN2: '42' })),
      segment('E1KNB1M', { ZTERM: 'NT30' }),
    ),
  ]).writes
  const told = Object.entries(write?.columns ?? {}).map(([name, value]) => [name, value, write?.sources[name]])
  assert.deepEqual(told, [
    ['name', 'Example Ltd', 'E1KNA1M/NAME1 + E1KNA1M/NAME2'],
    ['city', 'London', 'E1KNA1M/ORT01'],
    ['terms', 4, 'E1KNVVM/ZTERM'],
    ['employees', 240, 'E1KNA1M/JMZAH'],
    ['sales', { decimal: '-12.5' }, 'E1KNA1M/UMSA1'],
    ['blocked', true, 'AUFSD'],
    ['since', null, 'E1KNA1M/ERDAT'],
    ['sender', 'S4HCLNT100', 'EDI_DC40/SNDPRN'],
    ['parent', { table: identity, key: { accountnumber: '0000000042' }, optional: true }, 'E1KNVPM/KUNN2'],
  ])
  assert.deepEqual(write?.key, { accountnumber: '0000004711' })
  assert.equal(write?.operation, 'upsert')
})

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
    read,
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
    Object.fromEntries(Object.entries(read).filter(([name]) => name !== 'name')),
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
  ['NODATA leaves its column', [customer({ MSGFN: '004', ...everything, NAME1: '/' })], { ...read, name: undefined }],
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

const repeats: [claim: string, segments: Segment[], city: unknown][] = [
  ['the later one counts', [customer({ ORT01: 'London' }), customer({ ORT01: 'Paris' })], 'Paris'],
  ['the earlier one says what the later one does not', [customer({ ORT01: 'London' }), customer({ NAME1: 'x' })], 'London'],
  ['NODATA in the later one leaves the earlier one', [customer({ ORT01: 'London' }), customer({ ORT01: '/' })], 'London'],
]

for (const [claim, segments, city] of repeats) {
  test(`of a customer that a document has twice, ${claim}`, () => {
    const { writes } = mapCustomer(segments)
    assert.equal(writes.length, 1)
    assert.equal(writes[0]?.columns.city, city)
  })
}

test('each segment becomes a row of its own, at whatever depth, after the row of the object', () => {
  const salesArea = segment('E1KNVVM', {}, person('3'))
  const people = [person('1', { NAME1: 'Miller' }), salesArea, person('2', { NAME1: 'Smith', TELF1: '020 7946 0125' })]
  const { writes } = mapCustomer([customer({}, ...people)])
  assert.deepEqual(
    writes.map(({ table, key, columns }) => [table.name, Object.values(key)[0], columns.lastname, columns.phone]),
    [
      ['account', '0000004711', undefined, undefined],
      ['contact', '1', 'Miller', undefined],
      ['contact', '2', 'Smith', '020 7946 0125'],
      ['contact', '3', undefined, undefined],
    ],
  )
  assert.deepEqual(writes[1]?.columns.account, { table: identity, key: { accountnumber: '0000004711' }, optional: false })
})

test('the same row twice is written once, and what came last counts', () => {
  const { writes } = mapCustomer([
    customer({}, person('1', { NAME1: 'Miller', TELF1: '1' }), person('2'), person('1', { NAME1: 'Smith' })),
    customer({}, person('1', { TELF1: '2' })),
  ])
  assert.deepEqual(
    writes.slice(1).map(({ key, columns }) => [key.number, columns.lastname, columns.phone]),
    [
      ['1', 'Smith', '2'],
      ['2', undefined, undefined],
    ],
  )
})

const refusals: [claim: string, segments: Segment[], says: string][] = [
  [
    'a row without its key',
    [customer({}, person('1'), segment('E1KNVKM', { NAME1: 'Miller' }))],
    'E1KNVKM of 4711 at line 7 has no PARNR, by which its row of contact is found; correct it in SAP and send it again',
  ],
  [
    'a key longer than its column, which is never cut',
    [customer({ KUNNR: '1'.repeat(300) })],
    `The key of ${'1'.repeat(60)} (KUNNR, padded to 10) has 300 characters; accountnumber of account, by which its row is found, holds 20; correct it in SAP and send it again`,
  ],
  [
    'a value that its column cannot hold',
    [customer({ JMZAH: '100001' })],
    'E1KNA1M/JMZAH of 4711 is 100001; employees takes 0 to 100000; correct it in SAP and send it again',
  ],
  [
    'a value mapping that gives no option',
    [customer({}, segment('E1KNVVM', { ZTERM: 'NT90' }))],
    "'Net 90' for 4711 (from E1KNVVM/ZTERM) is no option of terms, which has Net 30, Net 60; correct the value mapping and restart the message",
  ],
]

for (const [claim, segments, says] of refusals) {
  test(`the object is held by ${claim}`, () => assert.throws(() => mapCustomer(segments), { name: 'Rejected', message: says }))
}

test('what was cut or left out is told once, however many rows say it', () => {
  const unknown = segment('E1KNVVM', { ZTERM: 'ZZ01' })
  const people = ['1', '2'].map((number) => person(number, { TELF1: '1'.repeat(51) }))
  const { writes, warnings } = mapCustomer([customer({ NAME1: 'A name of 24 characters.' }, unknown, ...people)])
  assert.deepEqual(
    writes.map(({ columns }) => columns.name ?? columns.phone),
    ['A name of 24 charact', '1'.repeat(50), '1'.repeat(50)],
  )
  assert.deepEqual(warnings, [
    "name holds 20 characters; 'A name of 24 characters.' (E1KNA1M/NAME1) was cut",
    "'ZZ01' (E1KNVVM/ZTERM) is not in the value mapping terms; the column was left out",
    `phone holds 50 characters; '${'1'.repeat(51)}' (E1KNVKM/TELF1) was cut`,
  ])
})

test('a column of a value mapping that leaves a code out is left as it is, also when the segment was sent whole', () => {
  const [write] = mapCustomer([customer({}, segment('E1KNVVM', { MSGFN: '005', ZTERM: 'ZZ01' }))]).writes
  assert.ok(!Object.hasOwn(write?.columns ?? {}, 'terms'))
})

test('mapping touches nothing: the same document gives the same rows', () => {
  const segments = [customer({ MSGFN: '005', ...everything }, person('1'), person('2')), customer({ NAME1: 'x' }, person('1'))]
  const before = structuredClone(segments)
  const definition = customers()
  assert.deepEqual(mapCustomer(segments, { definition }), mapCustomer(segments, { definition }))
  assert.deepEqual(segments, before)
})

const amounts = [
  ['922337203685477.5807', '922337203685477.5807'],
  ['12.50-', '-12.5'],
  ['   0.10', '0.1'],
  ['1.5000000000000000E+02', '150'],
]

for (const [sent = '', exact] of amounts) {
  test(`the amount '${sent}' of an IDoc is ${exact} in the JSON for Dynamics 365, digit for digit`, () => {
    const { segments } = parseIdoc(Buffer.from(debmas({ docnum: 1, customer: 4711, fields: { UMSA1: sent } })), 'text/xml')
    const [write] = mapCustomer(segments).writes
    assert.equal(exactJson({ sales: write?.columns.sales }), `{"sales":${exact}}`)
  })
}

test('a row that another interface creates tells what it waits for, and any other nothing', () => {
  const key = { accountnumber: field('KUNNR') }
  const waitsFor = lookup(identity, { accountnumber: field('KUNNR') })
  const changed = { ...customers(), rows: [row(account, { key, columns: {}, waitsFor })] }
  assert.deepEqual(mapCustomer([customer({})], { definition: changed }).writes[0]?.waitsFor, {
    table: identity,
    key: { accountnumber: '0000004711' },
    optional: false,
  })
  assert.equal('waitsFor' in (mapCustomer([customer({})]).writes[0] ?? {}), false)
})
