import assert from 'node:assert/strict'
import { test } from 'node:test'
import { segment } from '../../test/support/segments.ts'
import type { Segment } from '../message/document.ts'
import { Rejected } from '../message/errors.ts'
import { defineInterface } from './define-interface.ts'
import { objectsOf } from './objects-of.ts'
import { anyOf, idoc, xi } from './receives.ts'
import { row } from './row.ts'
import type { Rule } from './rule.ts'
import { custom } from './rules/combine.ts'
import { field, withoutLeadingZeros } from './rules/field.ts'
import { table, text } from './tables.ts'

const account = table({ name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] }, { accountnumber: text(20) })
const customers = interfaceOf(withoutLeadingZeros('KUNNR'))
const hint = 'correct it in SAP and send it again, or cancel the message'

test('each segment is an object, in the order of the document', () => {
  const found = objectsOf(customers, document(customer('4712'), customer('4711'), customer('C100')))
  assert.deepEqual(
    found.map(({ businessKey }) => businessKey),
    ['4712', '4711', 'C100'],
  )
  assert.ok(found.every(({ problem }) => problem === undefined))
})

test('objects are found inside of a segment that surrounds them', () => {
  const found = objectsOf(customers, document(segment('Z1HEAD', { DATUM: '20261124' }, segment('Z1BODY', {}, customer('4711')))))
  assert.deepEqual(
    found.map(({ businessKey }) => businessKey),
    ['4711'],
  )
})

test('an object inside of another of its kind belongs to that one', () => {
  const inner = customer('4712')
  const found = objectsOf(customers, document(segment('E1KNA1M', { KUNNR: '4711' }, inner)))
  assert.deepEqual(
    found.map(({ businessKey }) => businessKey),
    ['4711'],
  )
})

test('the same object twice is one, and what came last is first', () => {
  const [first, second, third] = [customer('0000004711'), customer('4712'), customer('4711')]
  const found = objectsOf(customers, document(first, second, third))
  assert.deepEqual(
    found.map(({ businessKey }) => businessKey),
    ['4711', '4712'],
  )
  assert.deepEqual(found[0]?.segments, [third, first])
  assert.deepEqual(found[1]?.segments, [second])
})

test('a document without such a segment is one object that nobody knows, and says why', () => {
  for (const segments of [[], [segment('E1KNVVM', { VKORG: '1000' })]]) {
    assert.deepEqual(objectsOf(customers, document(...segments)), [
      {
        businessKey: '?0000000000000042',
        segments: [],
        problem: `IDoc 0000000000000042 has no such segment (E1KNA1M), so it cannot be told which object it is for (Customer → Account); ${hint}`,
      },
    ])
  }
})

test('a segment without a key is an object that nobody knows; the others are told apart as ever', () => {
  for (const fields of [{}, { KUNNR: '' }, { KUNNR: '/' }]) {
    const found = objectsOf(customers, document(customer('4711'), segment('E1KNA1M', fields)))
    assert.deepEqual(
      found.map(({ businessKey, problem }) => [businessKey, problem]),
      [
        ['4711', undefined],
        [
          '?0000000000000042',
          `IDoc 0000000000000042 has no KUNNR in its segment at line 7 (E1KNA1M), so it cannot be told which object it is for (Customer → Account); ${hint}`,
        ],
      ],
    )
  }
})

test('a key that is refused holds its object with that sentence', () => {
  const strict = custom<string>('KUNNR of ten digits', ['KUNNR'], () => {
    throw new Rejected('KUNNR must have ten digits')
  })
  assert.deepEqual(
    objectsOf(interfaceOf(strict), document(customer('4711'))).map(({ businessKey, problem }) => [businessKey, problem]),
    [['?0000000000000042', 'KUNNR must have ten digits']],
  )
})

test('a mistake of ours in a key is not taken for one of the document', () => {
  const broken = custom<string>('broken', ['KUNNR'], () => {
    throw new TypeError('ours')
  })
  assert.throws(() => objectsOf(interfaceOf(broken), document(customer('4711'))), new TypeError('ours'))
})

test('a key may come from the control record', () => {
  assert.deepEqual(
    objectsOf(interfaceOf(field('EDI_DC40/DOCNUM')), document(customer('4711'))).map(({ businessKey }) => businessKey),
    ['0000000000000042'],
  )
})

test('an interface takes a message type and the basic types of that name, and no other', () => {
  const takes = (MESTYP: string, IDOCTYP: string) => customers.receives.takes({ header: { MESTYP, IDOCTYP }, segments: [] })
  assert.ok(takes('DEBMAS', 'DEBMAS07'))
  assert.ok(takes('ZDEBMAS', 'DEBMAS06'))
  assert.ok(!takes('CREMAS', 'CREMAS05'))
  assert.ok(!takes('OTHER', 'ZDEBMAS07'))
  assert.ok(!takes('OTHER', 'DEBMAS071'))
  assert.ok(!takes('DEBMAS_CFS', 'DEBMAS_CFS02'))
  assert.ok(!customers.receives.takes({ header: {}, segments: [] }))
})

test('an interface takes what a proxy sends by the name and the namespace of its interface, and several kinds if it says so', () => {
  const proxy = xi({ interface: 'SI_Customer_Out', namespace: 'urn:example:sd' })
  const both = anyOf(idoc('DEBMAS'), proxy)
  const sent = (Interface: string, InterfaceNamespace: string) => ({ header: { Interface, InterfaceNamespace }, segments: [] })
  for (const receives of [proxy, both]) {
    assert.ok(receives.takes(sent('SI_Customer_Out', 'urn:example:sd')))
    assert.ok(!receives.takes(sent('SI_Customer_Out', 'urn:example:fi')))
    assert.ok(!receives.takes(sent('SI_Customer', 'urn:example:sd')))
  }
  assert.ok(both.takes({ header: { MESTYP: 'DEBMAS' }, segments: [] }))
  assert.ok(!proxy.takes({ header: { MESTYP: 'DEBMAS' }, segments: [] }))
  assert.equal(both.description, 'IDocs of message type DEBMAS; XI messages of interface SI_Customer_Out in urn:example:sd')
})

test('an interface that cannot be right is refused when it is loaded', () => {
  assert.throws(
    () => defineInterface({ ...customers, name: 'Customers' }),
    /'Customers' is no name for an interface: use lower-case/,
  )
  assert.throws(() => defineInterface({ ...customers, rows: [] }), /The interface customer writes no row/)
  assert.throws(() => row(account, { key: {}, columns: {} }), /The row of account has no rule for its key column accountnumber/)
})

function interfaceOf(objectKey: Rule<string>) {
  return defineInterface({
    name: 'customer',
    title: 'Customer → Account',
    receives: idoc('DEBMAS'),
    objects: 'E1KNA1M',
    objectKey,
    rows: [row(account, { key: { accountnumber: field('KUNNR') }, columns: {} })],
  })
}

function customer(number: string) {
  return segment('E1KNA1M', { KUNNR: number })
}

function document(...segments: Segment[]) {
  return { header: { DOCNUM: '0000000000000042', MESTYP: 'DEBMAS' }, segments }
}
