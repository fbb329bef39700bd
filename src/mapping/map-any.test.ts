import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, customer, mapCustomer, person } from '../../test/support/customers.ts'
import { seeded } from '../../test/support/seeded.ts'
import { segment } from '../../test/support/segments.ts'
import type { Segment } from '../message/document.ts'

// What holds of every document, shown by many that look random.
const rounds = 1_000

test('whatever the document, mapping it again gives the same, and leaves it as it was', () => {
  each(4721, (random) => {
    const document = customers(random)
    const before = structuredClone(document)
    assert.deepEqual(mapCustomer(document), mapCustomer(document))
    assert.deepEqual(document, before)
  })
})

test('whatever the document, every column tells its source, fits, and every row has its key once', () => {
  each(4722, (random) => {
    const { writes } = mapCustomer(customers(random))
    for (const { columns, sources, key, table } of writes) {
      assert.deepEqual(Object.keys(columns), Object.keys(sources))
      for (const [name, value] of Object.entries(columns)) {
        const column = table.columns[name]
        assert.ok(column !== undefined, `${name} is declared`)
        if (column.kind === 'text' && value !== null) assert.ok(String(value).length <= column.length, `${name} fits`)
      }
      assert.deepEqual(Object.keys(key), table.key)
    }
    const keys = writes.map(({ table, key }) => `${table.name} ${Object.values(key).join()}`)
    assert.deepEqual([...new Set(keys)], keys)
    assert.equal(writes[0]?.table.name, account.name, 'parents come first')
  })
})

test('a document that was not sent whole clears nothing, however little it says', () => {
  each(4723, (random) => {
    const { writes } = mapCustomer(customers(random, ['004', '018', '']))
    for (const { columns, reactivates } of writes) {
      const cleared = Object.keys(columns).filter((name) => columns[name] === null && name !== 'since')
      assert.deepEqual(cleared, [])
      assert.equal(reactivates, false)
    }
  })
})

test('NODATA is as good as nothing in a document that was not sent whole', () => {
  each(4724, (random) => {
    const document = customers(random, ['004', '018', ''])
    assert.deepEqual(mapCustomer(document), mapCustomer(document.map(withoutNodata)))
  })
})

type Random = ReturnType<typeof seeded>

function each(seed: number, claim: (random: Random) => void): void {
  const random = seeded(seed)
  for (let round = 0; round < rounds; round++) claim(random)
}

/** Customer 4711, once or twice, with sales areas and contact persons. */
function customers(random: Random, functions: readonly string[] = ['003', '004', '005', '009', '018', '']): Segment[] {
  const fields = (values: Readonly<Record<string, readonly string[]>>) => {
    const chosen = Object.entries({ ...values, MSGFN: functions }).filter(([name]) => name === 'MSGFN' || random.below(2) === 0)
    return Object.fromEntries(chosen.map(([name, texts]) => [name, texts[random.below(texts.length)] ?? '']))
  }
  const several = <T>(make: () => T) => Array.from({ length: random.below(3) }, make)
  const area = () =>
    segment(
      'E1KNVVM',
      fields({ ZTERM: ['NT30', 'NT60', 'ZZ01', '/'], BZIRK: ['NORTH', '', '/'] }),
      ...several(() => segment('E1KNVPM', { ...fields({ KUNN2: ['42', 'V100', '/'] }), PARVW: '1A' })),
    )
  return Array.from({ length: 1 + random.below(2) }, () =>
    customer(
      fields({
        NAME1: ['Example', 'A name of more than 20 characters', '12345678901234567890😀', '/', ''],
        NAME2: ['Ltd', '\u0007', '/'],
        ORT01: ['London', '/', ''],
        JMZAH: ['000240', '000000', '/'],
        UMSA1: ['12.50-', '922337203685477.5807', '/'],
        AUFSD: ['01', '', '/'],
        ERDAT: ['20261124', '00000000', '/'],
        LOEVM: ['X', '', '/'],
      }),
      ...several(area),
      ...several(() => person(String(1 + random.below(2)), fields({ NAME1: ['Miller', '/'], TELF1: ['020 7946 0125'] }))),
    ),
  )
}

function withoutNodata({ name, fields, segments }: Segment): ReturnType<typeof segment> {
  const said = Object.entries(fields).filter(([, value]) => value !== '/')
  return segment(name, Object.fromEntries(said), ...segments.map(withoutNodata))
}
