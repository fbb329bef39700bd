import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readingOf } from '../../test/support/segments.ts'
import { Rejected } from '../message/errors.ts'
import type { Column } from '../message/table.ts'
import type { ColumnValue } from '../message/write.ts'
import { fit } from './fit.ts'
import { choice, dateOnly, decimalNumber, lookupTo, text, wholeNumber, yesNo } from './tables.ts'

const accounts = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] } as const
const reference = { table: accounts, key: { accountnumber: '0000004711' }, optional: false }
const terms = choice({ 'Net 30': 1, 'Net 60': 4 })
const money = decimalNumber('-922337203685477.5808', '922337203685477.5807')

const fitting: [claim: string, column: Column, value: ColumnValue, fitted: ColumnValue][] = [
  ['text that is short enough stays', text(5), 'abcde', 'abcde'],
  ['a character that takes two places stays when both fit', text(5), 'abc😀', 'abc😀'],
  ['line ends and tabs stay', text(10), 'a\tb\nc\r\nd', 'a\tb\nc\r\nd'],
  ['control characters are taken out', text(10), 'a\u0000b\u0008c\u000bd\u000ce\u001ff\u007f', 'abcdef'],
  ['what is no character is taken out', text(10), 'a\ufffeb\uffffc', 'abc'],
  ['what is taken out is not counted', text(3), 'a\u0000b\u0001c', 'abc'],
  ['letters of any script stay', text(20), '株式会社 Müller\u00a0Ñ', '株式会社 Müller\u00a0Ñ'],
  ['the name of an option becomes its number', terms, 'Net 60', 4],
  ['a flag stays', yesNo(), false, false],
  ['a date stays', dateOnly(), '2026-11-24', '2026-11-24'],
  ['a reference stays', lookupTo(accounts), reference, reference],
  ['a whole number at the lower end stays', wholeNumber(0, 100), 0, 0],
  ['a whole number at the upper end stays', wholeNumber(0, 100), 100, 100],
  ['a decimal at the upper end stays exact', money, { decimal: '922337203685477.5807' }, { decimal: '922337203685477.5807' }],
  ['a decimal at the lower end stays exact', money, { decimal: '-922337203685477.5808' }, { decimal: '-922337203685477.5808' }],
  ['nothing clears a text', text(5), null, null],
  ['nothing clears a choice', terms, null, null],
  ['nothing clears a decimal', money, null, null],
]

for (const [claim, column, value, fitted] of fitting) {
  test(`${claim}, without a warning`, () => {
    const reading = readingOf([])
    assert.deepEqual(fit(value, { name: 'some', column, source: 'E1KNA1M/SOME', reading }), fitted)
    assert.deepEqual(reading.warnings, [])
  })
}

const cuts: [claim: string, length: number, value: string, cut: string][] = [
  ['text that is too long is cut', 5, 'abcdef', 'abcde'],
  ['a character that takes two places is not split', 5, 'abcd😀', 'abcd'],
  ['a character that takes two places and fits stays whole', 6, 'abcd😀f', 'abcd😀'],
  ['nothing fits of a character that takes two places', 1, '😀', ''],
]

for (const [claim, length, value, cut] of cuts) {
  test(`${claim}, with a warning`, () => {
    const reading = readingOf([])
    assert.equal(fit(value, { name: 'nickname', column: text(length), source: 'E1KNVKM/SPNAM', reading }), cut)
    assert.deepEqual(reading.warnings, [`nickname holds ${length} characters; '${value}' (E1KNVKM/SPNAM) was cut`])
    assert.ok(cut.isWellFormed())
  })
}

const refusals: [claim: string, column: Column, value: ColumnValue, says: string][] = [
  [
    'a name that is no option',
    terms,
    'Net 90',
    "'Net 90' for 4711 (from E1KNA1M/SOME) is no option of some, which has Net 30, Net 60; correct the value mapping and restart the message",
  ],
  [
    'the name of something every object has',
    terms,
    'constructor',
    "'constructor' for 4711 (from E1KNA1M/SOME) is no option of some, which has Net 30, Net 60; correct the value mapping and restart the message",
  ],
  [
    'a whole number below the range',
    wholeNumber(0, 100),
    -1,
    'E1KNA1M/SOME of 4711 is -1; some takes 0 to 100; correct it in SAP and send it again',
  ],
  [
    'a whole number above the range',
    wholeNumber(0, 100),
    101,
    'E1KNA1M/SOME of 4711 is 101; some takes 0 to 100; correct it in SAP and send it again',
  ],
  [
    'a decimal too large by less than a float can tell',
    money,
    { decimal: '922337203685477.5808' },
    'E1KNA1M/SOME of 4711 is 922337203685477.5808; some takes -922337203685477.5808 to 922337203685477.5807; correct it in SAP and send it again',
  ],
  [
    'a decimal too small',
    decimalNumber('0', '100'),
    { decimal: '-0.01' },
    'E1KNA1M/SOME of 4711 is -0.01; some takes 0 to 100; correct it in SAP and send it again',
  ],
]

for (const [claim, column, value, says] of refusals) {
  test(`${claim} is refused, and it is said what fits`, () => {
    assert.throws(() => fit(value, { name: 'some', column, source: 'E1KNA1M/SOME', reading: readingOf([]) }), new Rejected(says))
  })
}
