import assert from 'node:assert/strict'
import { test } from 'node:test'
import { xiMessage } from '../../test/support/xi-messages.ts'
import { Rejected } from '../message/errors.ts'
import { bareDocument } from './bare-document.ts'
import { defineInterface } from './define-interface.ts'
import { idoc, type Receives, xi } from './receives.ts'
import { row } from './row.ts'
import { field } from './rules/field.ts'
import { table, text } from './tables.ts'

const thing = table({ name: 'lb_thing', set: 'lb_things', id: 'lb_thingid', key: ['lb_key'] }, { lb_key: text(20) })

function taking(name: string, receives: Receives) {
  const rows = [row(thing, { key: { lb_key: field('Number') }, columns: {} })]
  return [name, defineInterface({ name, title: name, receives, objects: 'Thing', objectKey: field('Number'), rows })] as const
}

const things = xi({ interface: 'Things_Out', namespace: 'urn:example:things' })
const interfaces = new Map([
  taking('thing', things),
  taking('invoice', xi({ interface: 'Invoice_Out', namespace: 'urn:example:fi' })),
  taking('credit-memo', xi({ interface: 'CreditMemo_Out', namespace: 'urn:example:fi' })),
  taking('material', idoc('MATMAS')),
])

const payload = (xml: string) => Buffer.from(xml)
const read = (xml: string, named?: string, contentType = 'text/xml') =>
  bareDocument(interfaces, { payload: payload(xml), contentType, interface: named })

test('a payload alone is read as though it had come in a message of the only proxy of its namespace', () => {
  const document = read(
    '<?xml version="1.0"?>\n<n:Things xmlns:n="urn:example:things"><Thing><Number>1</Number></Thing></n:Things>',
  )
  assert.deepEqual(document?.header, { Interface: 'Things_Out', InterfaceNamespace: 'urn:example:things' })
  assert.deepEqual(document?.segments[0]?.segments[0]?.fields, { Number: '1' })
})

test('a payload whose namespace does not tell is of the interface that is named', () => {
  const invoice = '<n:Invoices xmlns:n="urn:example:fi"><Invoice/></n:Invoices>'
  assert.throws(
    () => read(invoice),
    saying(/should it be the payload of one alone, say of which interface: thing, invoice, credit-memo$/),
  )
  assert.equal(read(invoice, 'credit-memo')?.header.Interface, 'CreditMemo_Out')
  assert.throws(() => read('<Things/>'), Rejected)
  assert.equal(read('<Things/>', 'thing')?.header.Interface, 'Things_Out')
})

test('an interface that takes no XI messages, or is none, cannot be named', () => {
  for (const name of ['material', 'nothing']) {
    assert.throws(
      () => read('<Things/>', name),
      saying(new RegExp(`^${name} is no interface that takes XI messages; there is thing, invoice, credit-memo$`)),
    )
  }
})

test('a payload that is not well-formed is refused with the place', () => {
  assert.throws(() => read('<Things>\n<Thing></Things>', 'thing'), saying(/line 2, column \d+ of the payload/))
})

test('an interface of several kinds of documents counts by its proxies', () => {
  const both = { description: 'both', takes: () => true, proxies: [...(things.proxies ?? []), { name: 'B', namespace: 'urn:b' }] }
  const several = new Map([taking('several', both)])
  const named = (namespace: string) =>
    bareDocument(several, { payload: payload(`<T xmlns="${namespace}"/>`), contentType: '', interface: 'several' })
  assert.equal(named('urn:b')?.header.Interface, 'B')
  assert.equal(named('urn:else')?.header.Interface, 'Things_Out')
})

for (const [claim, text] of [
  ['an IDoc', '<DEBMAS07><IDOC BEGIN="1"/></DEBMAS07>'],
  ['an IDoc in an envelope', '<e:Envelope xmlns:e="urn:e"><e:Body><n:IDOC xmlns:n="urn:n"/></e:Body></e:Envelope>'],
  ['an XI message', xiMessage().body],
  ['a flat IDoc', 'EDI_DC40  100 <Things>'],
  ['a request', '{"name":"<Things> "}'],
  ['nothing', ''],
] as const) {
  test(`${claim} is no payload alone`, () => {
    assert.equal(read(text), undefined)
  })
}

function saying(sentence: RegExp) {
  return (error: unknown) => error instanceof Rejected && sentence.test(error.message)
}
