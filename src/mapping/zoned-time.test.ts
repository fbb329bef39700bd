import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zonedTime } from './zoned-time.ts'

const times: [claim: string, shown: string, zone: string, moment: string][] = [
  ['UTC is as it is', '2026-07-01T12:00:00', 'UTC', '2026-07-01T12:00:00'],
  ['summer time in Berlin is two hours ahead', '2026-07-01T12:00:00', 'Europe/Berlin', '2026-07-01T10:00:00'],
  ['winter time in Berlin is one hour ahead', '2026-12-01T12:00:00', 'Europe/Berlin', '2026-12-01T11:00:00'],
  ['the last second of winter time is winter time', '2026-03-29T01:59:59', 'Europe/Berlin', '2026-03-29T00:59:59'],
  ['an hour that does not exist is the one after it', '2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00'],
  ['the first second of summer time is summer time', '2026-03-29T03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00'],
  ['of an hour that comes twice the first is meant', '2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00'],
  ['the hour after it comes once', '2026-10-25T03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00'],
  ['west of UTC the moment is later', '2026-11-24T23:30:00', 'America/New_York', '2026-11-25T04:30:00'],
  ['a zone may be off by half hours', '2026-11-24T00:10:00', 'Asia/Kolkata', '2026-11-23T18:40:00'],
  ['near the day line it is another day', '2026-11-24T00:10:00', 'Pacific/Auckland', '2026-11-23T11:10:00'],
]

for (const [claim, shown, zone, moment] of times) {
  test(`zoned time: ${claim}`, () => {
    assert.equal(new Date(zonedTime(Date.parse(`${shown}Z`), zone)).toISOString(), `${moment}.000Z`)
  })
}
