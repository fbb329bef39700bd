import assert from 'node:assert/strict'
import test from 'node:test'
import { retryAfter } from './retry-after.ts'

const now = new Date('2026-03-01T12:00:00Z')
const cases: [header: string | string[] | undefined, milliseconds: number | undefined][] = [
  ['30', 30_000],
  [' 5 ', 5000],
  ['0', 0],
  ['1.5', 1500],
  [['7', '9'], 7000],
  ['Sun, 01 Mar 2026 12:00:45 GMT', 45_000],
  ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  ['', undefined],
  [undefined, undefined],
]

for (const [header, milliseconds] of cases) {
  test(`Retry-After ${JSON.stringify(header)} means ${milliseconds} ms`, () =>
    assert.equal(retryAfter(header, now), milliseconds))
}
