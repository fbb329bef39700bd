import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, customer, customers, everything, identity, mapCustomer, person } from '../../test/support/customers.ts'
import { debmas } from '../../test/support/idocs.ts'
import { segment } from '../../test/support/segments.ts'
import { parseIdoc } from '../idoc/parse-one.ts'
import type { Segment } from '../message/document.ts'
import { exactJson } from '../message/exact-json.ts'
import { row } from './row.ts'
import { lookup } from './rules/combine.ts'
import { field } from './rules/field.ts'

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
