import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSapDate } from './sap-date.ts'

const days: [sent: string, date: string][] = [
  ['20261124', '2026-11-24'],
  ['2026-11-24', '2026-11-24'],
  ['20240229', '2024-02-29'],
  ['20000229', '2000-02-29'],
  ['19700101', '1970-01-01'],
  ['19000101', '1900-01-01'],
  ['99991230', '9999-12-30'],
]

for (const [sent, date] of days) {
  test(`${sent} is the day ${date}`, () => assert.equal(readSapDate(sent), date))
}

for (const [sent, meaning] of [
  ['00000000', 'no date'],
  ['0000-00-00', 'no date'],
  ['99991231', 'unlimited'],
  ['9999-12-31', 'unlimited'],
] as const) {
  test(`${sent} means ${meaning}, which clears the column`, () => assert.equal(readSapDate(sent), null))
}

const noDays = [
  '20230229',
  '19000229',
  '20260431',
  '20261301',
  '20260001',
  '20260100',
  '24.11.2026',
  '11/24/2026',
  '2026112',
  '202611240',
  '261124',
  '20261124000000',
  '2026-11-24T00:00:00Z',
  '2026-1124',
  ' 20261124',
  'X',
  '/',
  '',
]

for (const sent of noDays) {
  test(`'${sent}' is no day of the calendar`, () => assert.equal(readSapDate(sent), undefined))
}

test('every day from 1900 to 2100 is read as itself', () => {
  for (let time = Date.UTC(1900, 0, 1); time < Date.UTC(2100, 0, 1); time += 86_400_000) {
    const day = new Date(time).toISOString().slice(0, 10)
    assert.equal(readSapDate(day.replaceAll('-', '')), day)
  }
})
