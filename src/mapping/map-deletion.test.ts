import assert from 'node:assert/strict'
import { test } from 'node:test'
import { customer, customers, mapCustomer, person } from '../../test/support/customers.ts'
import type { Segment } from '../message/document.ts'

/** What is written of each document, with the names of the columns; `deleted` stands for what the interface does then. */
const deletions: [claim: string, segments: Segment[], written: string[]][] = [
  ['MSGFN 003 deletes the object', [customer({ MSGFN: '003', NAME1: 'Example' })], ['account deleted']],
  [
    'the deletion flag deletes the object, which still gets its columns',
    [customer({ LOEVM: 'X', ORT01: 'London' })],
    ['account deleted: city, sender'],
  ],
  ['a deletion flag of NODATA deletes nothing', [customer({ LOEVM: '/' })], ['account upsert: sender']],
  [
    'MSGFN 003 deletes one row and no other',
    [customer({ MSGFN: '018' }, person('1', { MSGFN: '003', NAME1: 'Miller' }), person('2', { NAME1: 'Smith' }))],
    ['account upsert: sender', 'contact 1 deleted', 'contact 2 upsert: lastname, account'],
  ],
  [
    'what stands in a deleted object is deleted with it',
    [customer({ MSGFN: '003' }, person('1', { MSGFN: '009', NAME1: 'Miller' }))],
    ['account deleted', 'contact 1 deleted'],
  ],
  [
    'what stands in an object with the deletion flag stays',
    [customer({ LOEVM: 'X' }, person('1'))],
    ['account deleted: sender', 'contact 1 upsert: account'],
  ],
  ['what is deleted last is deleted', [customer({ ORT01: 'London' }), customer({ MSGFN: '003' })], ['account deleted']],
  [
    'what is sent again after its deletion lives, and what was said before is forgotten',
    [customer({ ORT01: 'London' }), customer({ MSGFN: '003', ORT01: 'Paris' }), customer({ NAME1: 'Example' })],
    ['account upsert: name, sender'],
  ],
  [
    'a row that is sent again after its deletion lives, and what was said before is forgotten',
    [customer({}, person('1', { MSGFN: '003', TELF1: '1' }), person('1', { NAME1: 'Miller' }))],
    ['account upsert: sender', 'contact 1 upsert: lastname, account'],
  ],
  [
    'the rows of an object that is sent again after its deletion stay deleted, unless they are sent again too',
    [customer({ MSGFN: '003' }, person('1'), person('2')), customer({}, person('2'))],
    ['account upsert: sender', 'contact 1 deleted', 'contact 2 upsert: account'],
  ],
]

for (const [claim, segments, written] of deletions) {
  for (const onDeletion of ['deactivate', 'delete'] as const) {
    test(`${claim} (${onDeletion})`, () => {
      assert.deepEqual(
        shown(segments, onDeletion),
        written.map((row) => row.replace('deleted', onDeletion)),
      )
    })
  }

  test(`${claim} (ignore: the row is left as it is)`, () => {
    assert.deepEqual(
      shown(segments, 'ignore'),
      written.filter((row) => !row.includes('deleted')),
    )
  })
}

test('a row is deactivated when the interface says nothing of deletion', () => {
  assert.deepEqual(
    customers().rows.map(({ onDeletion }) => onDeletion),
    ['deactivate', 'deactivate'],
  )
})

const returns: [claim: string, segments: Segment[], reactivates: boolean[]][] = [
  ['a customer sent whole lives again', [customer({ MSGFN: '005' })], [true]],
  ['a customer created lives again', [customer({ MSGFN: '009' })], [true]],
  ['a change of a customer does not say that it lives', [customer({ MSGFN: '004' })], [false]],
  ['a customer sent whole with the deletion flag does not live', [customer({ MSGFN: '005', LOEVM: 'X' })], [false]],
  ['a deleted customer does not live', [customer({ MSGFN: '003' })], [false]],
  [
    'each row is told by its own segment',
    [customer({ MSGFN: '018' }, person('1', { MSGFN: '009' }), person('2', { MSGFN: '003' }))],
    [false, true, false],
  ],
]

for (const [claim, segments, reactivates] of returns) {
  test(claim, () =>
    assert.deepEqual(
      mapCustomer(segments).writes.map((write) => write.reactivates),
      reactivates,
    ),
  )
}

function shown(segments: Segment[], onDeletion: 'deactivate' | 'delete' | 'ignore'): string[] {
  return mapCustomer(segments, { definition: customers(onDeletion) }).writes.map(({ table, operation, key, columns }) => {
    const row = table.name === 'contact' ? `contact ${key.number}` : table.name
    const names = Object.keys(columns).join(', ')
    return `${row} ${operation}${names === '' ? '' : `: ${names}`}`
  })
}
