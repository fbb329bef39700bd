import assert from 'node:assert/strict'
import { test } from 'node:test'
import { customer, valueMappings } from '../../../test/support/rule-customer.ts'
import { readingOf } from '../../../test/support/segments.ts'
import { Rejected } from '../../message/errors.ts'
import { find, parsePath } from '../path.ts'
import type { Rule } from '../rule.ts'
import { byValueMapping } from './by-value-mapping.ts'
import { beginningOf, constant, custom, firstOf, join, lookup, objectKey, orEmpty, unlessLonger } from './combine.ts'
import { all, any, isOneOf, isSentWhole, isSet, not, when } from './condition.ts'
import { alpha, date, decimal, field, flag, truth, whole, withoutLeadingZeros } from './field.ts'

const account = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] } as const
const unit = byValueMapping('unit', 'MEINS')
const customerNumber = parsePath('KUNNR')

/** What a rule reads from the customer; nothing when the document says nothing. */
const readings: [claim: string, rule: Rule<unknown>, value: unknown, source?: string][] = [
  ['a field is text as it was sent', field('KUNNR'), '0000004711', 'E1KNA1M/KUNNR'],
  ['a field of a segment below is found by its path', field('E1KNVVM/ZTERM'), 'NT30', 'E1KNVVM/ZTERM'],
  ['a field of the control record is read like any other', field('EDI_DC40/SNDPRN'), 'S4HCLNT100', 'EDI_DC40/SNDPRN'],
  ['a field that is missing says nothing', field('NAME4'), undefined],
  ['NODATA says nothing', field('NAME3'), undefined],

  ['a date is written with hyphens', date('ERDAT'), '2026-11-24', 'E1KNA1M/ERDAT'],
  ['a date of zeros is none', date('GFORM'), null, 'E1KNA1M/GFORM'],
  ['a date that is missing says nothing', date('GBDAT'), undefined],

  ['a sign behind a decimal goes before it', decimal('UMSA1'), { decimal: '-12.5' }, 'E1KNA1M/UMSA1'],
  ['a decimal keeps every digit', decimal('KLIMK'), { decimal: '922337203685477.5807' }, 'E1KNA1M/KLIMK'],
  ['a decimal that is missing says nothing', decimal('KLIME'), undefined],
  ['a decimal of NODATA says nothing', decimal('NAME3'), undefined],

  ['a whole number loses its leading zeros', whole('JMZAH'), 240, 'E1KNA1M/JMZAH'],
  ['zero is zero', whole('UMJAH'), 0, 'E1KNA1M/UMJAH'],
  ['zero says nothing where nobody filled it in', whole('UMJAH', 'nothing'), undefined],
  ['a whole number that is missing says nothing', whole('JMJAH'), undefined],

  ['an X is yes', flag('LOEVM'), true, 'E1KNA1M/LOEVM'],
  ['a flag that is missing says nothing', flag('SPERR'), undefined],
  ['an X is yes', truth('LOEVM'), true, 'E1KNA1M/LOEVM'],

  ['digits are padded', alpha('E1KNVVM/KUNNR', 10), '0000000042', 'E1KNVVM/KUNNR'],
  ['digits that are padded already stay', alpha('KUNNR', 10), '0000004711', 'E1KNA1M/KUNNR'],
  ['what has letters is not padded', alpha('LIFNR', 10), 'V100', 'E1KNA1M/LIFNR'],
  ['leading zeros go', withoutLeadingZeros('KUNNR'), '4711', 'E1KNA1M/KUNNR'],
  ['of zeros only one stays', withoutLeadingZeros('UMJAH'), '0', 'E1KNA1M/UMJAH'],
  ['what has letters keeps its zeros', withoutLeadingZeros('LIFNR'), 'V100', 'E1KNA1M/LIFNR'],

  ['the first of several that says something is taken', firstOf('NAME3', 'NAME4', 'NAME2', 'NAME1'), 'Ltd', 'E1KNA1M/NAME2'],
  ['the first of several rules that says something is taken', firstOf(whole('JMJAH'), whole('JMZAH')), 240, 'E1KNA1M/JMZAH'],
  ['a date that was cleared says something', firstOf(date('GFORM'), date('ERDAT')), null, 'E1KNA1M/GFORM'],
  ['the first of none says nothing', firstOf('NAME3', 'NAME4'), undefined],

  ['a constant comes from no field', constant('Customer'), 'Customer', '(constant)'],

  ['parts are joined', join(' ', 'NAME1', 'NAME2'), 'Example Ltd', 'E1KNA1M/NAME1 + E1KNA1M/NAME2'],
  [
    'missing parts bring no separator',
    join(' ', 'NAME1', 'NAME3', 'NAME4', 'NAME2'),
    'Example Ltd',
    'E1KNA1M/NAME1 + E1KNA1M/NAME2',
  ],
  ['parts may be rules', join('-', withoutLeadingZeros('KUNNR'), constant('A')), '4711-A', 'E1KNA1M/KUNNR + (constant)'],
  ['no parts say nothing', join(' ', 'NAME3', 'NAME4'), undefined],

  ['of a longer text the beginning is taken', beginningOf('NAME1', 4), 'Exam', 'E1KNA1M/NAME1'],
  ['a text that is no longer is taken whole', beginningOf(join(' ', 'NAME2'), 4), 'Ltd', 'E1KNA1M/NAME2'],
  ['the beginning splits no character', beginningOf(constant('12😀'), 3), '12', '(constant)'],
  ['of nothing there is no beginning', beginningOf('NAME4', 4), undefined],

  ['a text that is not too long is taken', unlessLonger('NAME1', 7), 'Example', 'E1KNA1M/NAME1'],
  [
    'what was cleared is not too long',
    unlessLonger(
      custom<string>('none', ['NAME1'], () => null),
      7,
    ),
    null,
    'NAME1',
  ],
  ['of nothing there is nothing too long', unlessLonger('NAME4', 7), undefined],

  ['what a rule finds is taken', orEmpty(field('NAME1')), 'Example', 'E1KNA1M/NAME1'],
  ['what it does not find is empty', orEmpty(field('NAME4')), null, '(empty in a segment that was sent whole)'],
  ['NODATA is not empty', orEmpty(field('NAME3')), undefined],
  ['NODATA beside what is missing is not empty', orEmpty(join(' ', 'NAME4', 'NAME3')), undefined],

  ['the business key is that of the object', objectKey(), '4711', '(business key)'],

  [
    'a row is looked up by its key',
    lookup(account, { accountnumber: alpha('E1KNVVM/KUNNR', 10) }),
    { table: account, key: { accountnumber: '0000000042' }, optional: false },
    'E1KNVVM/KUNNR',
  ],
  [
    'a row may be optional, and found by several columns',
    lookup(account, { accountnumber: field('KUNNR'), unit }, { optional: true }),
    { table: account, key: { accountnumber: '0000004711', unit: 'Piece' }, optional: true },
    'E1KNA1M/KUNNR + E1KNA1M/MEINS',
  ],
  ['without a key no row is meant', lookup(account, { accountnumber: field('KNRZA') }), undefined],
  ['by a key that was cleared no row is meant', lookup(account, { day: date('GFORM') }), undefined],
  [
    'by a key that lacks a part no row is meant',
    lookup(account, { accountnumber: field('KUNNR'), name: field('NAME4') }),
    undefined,
  ],

  [
    'a function of the document gives the value',
    custom('twice', ['KUNNR', 'NAME1'], (reading) => (find(customerNumber, reading)?.value ?? '').repeat(2)),
    '00000047110000004711',
    'KUNNR + NAME1',
  ],
  ['a function may clear', custom('none', ['KUNNR'], () => null), null, 'KUNNR'],
  ['a function may say nothing', custom('nothing', ['KUNNR'], () => undefined), undefined],

  ['a code becomes its value', unit, 'Piece', 'E1KNA1M/MEINS'],
  ['a code may come from a rule', byValueMapping('unit', firstOf('NAME4', 'MEINS')), 'Piece', 'E1KNA1M/MEINS'],
  ['a value may be a code again', byValueMapping('name', unit), 'Stück', 'E1KNA1M/MEINS'],
  ['without a code there is no value', byValueMapping('unit', 'VOLEH'), undefined],
  [
    'a code that was cleared stays cleared',
    byValueMapping(
      'unit',
      custom<string>('none', ['MEINS'], () => null),
    ),
    null,
    'MEINS',
  ],

  ['when it is so, the rule counts', when(isSet('AUFSD'), field('NAME1')), 'Example', 'E1KNA1M/NAME1'],
  ['when it is not so, nothing is said', when(isSet('SPERR'), field('NAME1')), undefined],
  ['when it is not so, the other rule counts', when(isSet('SPERR'), field('NAME1'), field('NAME2')), 'Ltd', 'E1KNA1M/NAME2'],
  ['a constant comes from what it depends on', when(any(isSet('AUFSD'), isSet('LIFSD')), constant(true)), true, 'AUFSD + LIFSD'],
  ['a constant that depends on no field stays one', when(not(isSentWhole()), constant(true)), true, '(constant)'],
]

for (const [claim, rule, value, source] of readings) {
  test(`${rule.kind}: ${claim}`, () => {
    const reading = readingOf([customer], { header: { SNDPRN: 'S4HCLNT100' }, valueMappings })
    assert.deepEqual(rule.read(reading), value === undefined ? undefined : { value, source })
    assert.deepEqual(reading.warnings, [])
  })
}

const end = 'correct it in SAP and send it again'
const unknownUnit = "'KAR' (E1KNA1M/GEWEI) is not in the value mapping unit; add it there, and this goes out by itself"

const refusals: [rule: Rule<unknown>, says: string][] = [
  [date('NAME1'), `E1KNA1M/NAME1 at line 7 of 4711 is 'Example', which is no date (YYYYMMDD); ${end}`],
  [date('EDI_DC40/SNDPRN'), `EDI_DC40/SNDPRN of 4711 is 'S4HCLNT100', which is no date (YYYYMMDD); ${end}`],
  [decimal('E1KNVVM/ZTERM'), `E1KNVVM/ZTERM at line 7 of 4711 is 'NT30', which is no number; ${end}`],
  [whole('HOEHE'), `E1KNA1M/HOEHE at line 7 of 4711 is '1.5', which is no whole number; ${end}`],
  [whole('DATLT'), `E1KNA1M/DATLT at line 7 of 4711 is '1234567890123456', which is no whole number; ${end}`],
  [whole('NAME1'), `E1KNA1M/NAME1 at line 7 of 4711 is 'Example', which is no whole number; ${end}`],
  [truth('AUFSD'), `E1KNA1M/AUFSD at line 7 of 4711 is '01', which is no flag ('true', 'false' or 'X'); ${end}`],
  [flag('AUFSD'), `E1KNA1M/AUFSD at line 7 of 4711 is '01', which is no checkbox ('X' or nothing); ${end}`],
  [byValueMapping('unit', 'GEWEI'), unknownUnit],
]

for (const [rule, says] of refusals) {
  test(`${rule.kind}: '${rule.description}' is refused and told`, () => {
    const reading = readingOf([customer], { header: { SNDPRN: 'S4HCLNT100' }, valueMappings })
    assert.throws(() => rule.read(reading), { name: 'Rejected', message: says })
  })
}

test('a code that a value mapping lacks is named in the error, so that what is held for it can be found', () => {
  const reading = readingOf([customer], { valueMappings })
  assert.throws(
    () => byValueMapping('unit', 'GEWEI').read(reading),
    new Rejected(unknownUnit, { code: 'value mapping unit: KAR' }),
  )
})

const unknownCodes: [otherwise: 'leave out' | 'as it is', value: string | undefined, warning: string][] = [
  ['leave out', undefined, "'KAR' (E1KNA1M/GEWEI) is not in the value mapping unit; the column was left out"],
  ['as it is', 'KAR', "'KAR' (E1KNA1M/GEWEI) is not in the value mapping unit; the code was taken as it is"],
]

for (const [otherwise, value, warning] of unknownCodes) {
  test(`byValueMapping: a code it does not know, otherwise '${otherwise}', goes on with a warning`, () => {
    const reading = readingOf([customer], { valueMappings })
    assert.equal(byValueMapping('unit', 'GEWEI', { otherwise }).read(reading)?.value, value)
    assert.deepEqual(reading.warnings, [warning])
  })
}

const stories: [rule: Rule<unknown>, description: string, sources: string[], lists: string[]][] = [
  [field('NAME1'), 'NAME1', ['NAME1'], []],
  [date('ERDAT'), 'date ERDAT', ['ERDAT'], []],
  [decimal('UMSA1'), 'number UMSA1', ['UMSA1'], []],
  [whole('JMZAH'), 'whole number JMZAH', ['JMZAH'], []],
  [flag('LOEVM'), 'flag LOEVM', ['LOEVM'], []],
  [alpha('KUNNR', 10), 'KUNNR, padded to 10', ['KUNNR'], []],
  [withoutLeadingZeros('KUNNR'), 'KUNNR without leading zeros', ['KUNNR'], []],
  [firstOf('NAME1', unit), 'first of NAME1, MEINS by value mapping unit', ['NAME1', 'MEINS'], ['unit']],
  [constant('Customer'), 'always "Customer"', [], []],
  [join(' ', 'NAME1', unit), "NAME1 + MEINS by value mapping unit, joined by ' '", ['NAME1', 'MEINS'], ['unit']],
  [beginningOf(unit, 4), 'first 4 characters of MEINS by value mapping unit', ['MEINS'], ['unit']],
  [objectKey(), 'the business key', [], []],
  [
    lookup(account, { accountnumber: field('KUNNR'), unit }),
    'account where accountnumber is KUNNR and unit is MEINS by value mapping unit',
    ['KUNNR', 'MEINS'],
    ['unit'],
  ],
  [byValueMapping('name', unit), 'MEINS by value mapping unit by value mapping name', ['MEINS'], ['unit', 'name']],
  [when(isSet('AUFSD'), unit), 'MEINS by value mapping unit when AUFSD is set', ['AUFSD', 'MEINS'], ['unit']],
  [
    when(all(isSet('AUFSD'), not(any(isOneOf('LIFSD', '01', '02'), isSentWhole()))), field('NAME1'), unit),
    'NAME1 when AUFSD is set and not (LIFSD is 01 or 02 or sent whole), else MEINS by value mapping unit',
    ['AUFSD', 'LIFSD', 'NAME1', 'MEINS'],
    ['unit'],
  ],
]

for (const [rule, description, sources, needed] of stories) {
  test(`${rule.kind}: '${description}' names every path and value mapping it reads`, () => {
    assert.deepEqual([rule.description, rule.sources, rule.lists], [description, sources, needed])
  })
}

const mistakes: (() => unknown)[] = [
  () => field('NAME 1'),
  () => isSet(''),
  () => isOneOf('/KUNNR', 'X'),
  () => byValueMapping('unit', 'E1KNVVM/'),
]

for (const mistake of mistakes) {
  test(`${mistake.toString().slice(6)} is found when the interface is loaded`, () => assert.throws(mistake, /is no path/))
}

test('unlessLonger: a longer text is left out, with a warning', () => {
  const reading = readingOf([customer])
  assert.equal(unlessLonger('NAME1', 6).read(reading), undefined)
  assert.deepEqual(reading.warnings, ["'Example' (E1KNA1M/NAME1) has more than 6 characters and was left out"])
})
