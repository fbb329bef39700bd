import { usualConventions } from '../../src/mapping/conventions.ts'
import { defineInterface } from '../../src/mapping/define-interface.ts'
import { mapObject } from '../../src/mapping/map-object.ts'
import { objectsOf } from '../../src/mapping/objects-of.ts'
import { idoc } from '../../src/mapping/receives.ts'
import { type OnDeletion, row, rows } from '../../src/mapping/row.ts'
import { byValueMapping } from '../../src/mapping/rules/by-value-mapping.ts'
import { constant, firstOf, join, lookup } from '../../src/mapping/rules/combine.ts'
import { isOneOf, isSet, when } from '../../src/mapping/rules/condition.ts'
import { alpha, date, decimal, field, whole, withoutLeadingZeros } from '../../src/mapping/rules/field.ts'
import { choice, dateOnly, decimalNumber, lookupTo, table, text, wholeNumber, yesNo } from '../../src/mapping/tables.ts'
import type { Segment } from '../../src/message/document.ts'
import { segment } from './segments.ts'

/** The table that rows of customers refer to. */
export const identity = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] } as const
export const account = table(identity, {
  accountnumber: text(20),
  name: text(20),
  city: text(80),
  terms: choice({ 'Net 30': 1, 'Net 60': 4 }),
  employees: wholeNumber(0, 100_000),
  sales: decimalNumber('-922337203685477.5808', '922337203685477.5807'),
  blocked: yesNo(),
  since: dateOnly(),
  zone: text(10),
  sender: text(10),
  parent: lookupTo(identity),
})
const contact = table(
  { name: 'contact', set: 'contacts', id: 'contactid', key: ['number'] },
  { number: text(50), lastname: text(50), phone: text(50), account: lookupTo(identity) },
)

/** An interface small enough to see through, with a column of each kind. */
export function customers(onDeletion: OnDeletion = 'deactivate') {
  return defineInterface({
    name: 'customer',
    title: 'Customer → Account',
    receives: idoc('DEBMAS'),
    objects: 'E1KNA1M',
    objectKey: withoutLeadingZeros('KUNNR'),
    rows: [
      row(account, {
        key: { accountnumber: alpha('KUNNR', 10) },
        deletedWhen: isOneOf('LOEVM', 'X'),
        onDeletion,
        columns: {
          name: join(' ', 'NAME1', 'NAME2'),
          city: field('ORT01'),
          terms: byValueMapping('terms', firstOf('E1KNVVM/ZTERM', 'E1KNB1M/ZTERM'), { otherwise: 'leave out' }),
          employees: whole('JMZAH'),
          sales: decimal('UMSA1'),
          blocked: when(isSet('AUFSD'), constant(true)),
          since: date('ERDAT'),
          zone: field('E1KNVVM/BZIRK'),
          sender: field('EDI_DC40/SNDPRN'),
          parent: lookup(identity, { accountnumber: alpha('E1KNVPM[PARVW=1A]/KUNN2', 10) }, { optional: true }),
        },
      }),
      rows('E1KNVKM', contact, {
        key: { number: field('PARNR') },
        onDeletion,
        columns: {
          lastname: field('NAME1'),
          phone: field('TELF1'),
          account: lookup(identity, { accountnumber: alpha('/E1KNA1M/KUNNR', 10) }),
        },
      }),
    ],
  })
}

/** Of the value mapping `terms`, one value is no option of the column it is for. */
const terms: Readonly<Record<string, string>> = { NT30: 'Net 30', NT60: 'Net 60', NT90: 'Net 90' }
const valueMappings = {
  find: (_: string, code: string) => terms[code],
  has: () => true,
  entries: () => new Map(Object.entries(terms)),
}

/** The rows of the one customer that a document holds. */
export function mapCustomer(
  segments: readonly Segment[],
  { definition = customers(), sender = 'S4HCLNT100', conventions = usualConventions } = {},
) {
  const document = { header: { DOCNUM: '0000000000000042', MESTYP: 'DEBMAS', SNDPRN: sender }, segments }
  const [object, ...others] = objectsOf(definition, document)
  if (object === undefined || others.length > 0) throw new Error('The document of this test must hold one customer')
  return mapObject(definition, object, { header: document.header, valueMappings, conventions })
}

/** Customer 4711. */
export function customer(fields: Readonly<Record<string, string>>, ...children: ReturnType<typeof segment>[]) {
  return segment('E1KNA1M', { KUNNR: '0000004711', ...fields }, ...children)
}

/** A contact person of a customer. */
export function person(number: string, fields: Readonly<Record<string, string>> = {}) {
  return segment('E1KNVKM', { PARNR: number, ...fields })
}

/** A customer with every field of its own segment, and what becomes of them. */
export const everything = { NAME1: 'Example', ORT01: 'London', JMZAH: '000240', UMSA1: '12.50-', AUFSD: '01', ERDAT: '20261124' }
export const everythingRead = {
  name: 'Example',
  city: 'London',
  employees: 240,
  sales: { decimal: '-12.5' },
  blocked: true,
  since: '2026-11-24',
}
