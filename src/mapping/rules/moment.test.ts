import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readingOf, segment } from '../../../test/support/segments.ts'
import { moment } from './moment.ts'

const of = moment('DATUM', 'UZEIT')

const moments: [claim: string, fields: Record<string, string>, value: string | null | undefined, source?: string][] = [
  [
    'a date and a time make a moment',
    { DATUM: '20261124', UZEIT: '083015' },
    '2026-11-24T08:30:15Z',
    'Z1STHDR/DATUM + Z1STHDR/UZEIT',
  ],
  ['a date without a time is its midnight', { DATUM: '20261124' }, '2026-11-24T00:00:00Z', 'Z1STHDR/DATUM'],
  ['a time of NODATA is missing', { DATUM: '20261124', UZEIT: '/' }, '2026-11-24T00:00:00Z', 'Z1STHDR/DATUM'],
  ['240000 is the next day', { DATUM: '20281231', UZEIT: '240000' }, '2029-01-01T00:00:00Z', 'Z1STHDR/DATUM + Z1STHDR/UZEIT'],
  [
    'the last second of a day is of that day',
    { DATUM: '20280229', UZEIT: '235959' },
    '2028-02-29T23:59:59Z',
    'Z1STHDR/DATUM + Z1STHDR/UZEIT',
  ],
  ['a date of zeros is none, whatever the time', { DATUM: '00000000', UZEIT: '000000' }, null, 'Z1STHDR/DATUM'],
  ['a time without a date says nothing', { UZEIT: '083015' }, undefined],
]

for (const [claim, fields, value, source] of moments) {
  test(`moment: ${claim}`, () => {
    const read = of.read(readingOf([segment('Z1STHDR', fields)]))
    assert.deepEqual(read, value === undefined ? undefined : { value, source })
  })
}

const refusals: [fields: Record<string, string>, says: RegExp][] = [
  [{ DATUM: '20261301', UZEIT: '083015' }, /Z1STHDR\/DATUM at line 7 of 4711 is '20261301', which is no date \(YYYYMMDD\)/],
  [{ DATUM: '20261124', UZEIT: '0830' }, /Z1STHDR\/UZEIT at line 7 of 4711 is '0830', which is no time \(hhmmss\)/],
  [{ DATUM: '20261124', UZEIT: '250000' }, /is '250000', which is no time/],
  [{ DATUM: '20261124', UZEIT: '240001' }, /is '240001', which is no time/],
  [{ DATUM: '20261124', UZEIT: '126000' }, /is '126000', which is no time/],
]

for (const [fields, says] of refusals) {
  test(`moment: ${fields.DATUM} at ${fields.UZEIT} is refused and told`, () => {
    assert.throws(() => of.read(readingOf([segment('Z1STHDR', fields)])), { name: 'Rejected', message: says })
  })
}

test('moment: names both of its paths', () => {
  assert.deepEqual([of.description, of.sources], ['DATUM at UZEIT', ['DATUM', 'UZEIT']])
})
