import { timeZoneOf } from '../conventions.ts'
import { find, parsePath } from '../path.ts'
import type { Rule } from '../rule.ts'
import { readSapDate } from '../sap-date.ts'
import { zonedTime } from '../zoned-time.ts'
import { refuse, sourceOf } from './field.ts'

/** `2026-01-31T23:59:59Z`, as an Edm.DateTimeOffset column takes it. */
export type IsoDateTime = string & { readonly isIsoDateTime: true }

/**
 * A date (`YYYYMMDD`) and a time (`hhmmss`) of two fields. SAP sends them in the time of its system, without saying which that is:
 * the settings do, else it is UTC. `240000` is the beginning of the next day; a missing time is midnight.
 */
export function moment(datePath: string, timePath: string): Rule<IsoDateTime> {
  const paths = { date: parsePath(datePath), time: parsePath(timePath) }
  return {
    kind: 'moment',
    description: `${datePath} at ${timePath}`,
    sources: [datePath, timePath],
    lists: [],
    read(reading) {
      const date = find(paths.date, reading)
      if (date === undefined) return undefined
      const day = readSapDate(date.value)
      if (day === undefined) return refuse(date, reading, 'is no date (YYYYMMDD)')
      if (day === null) return { value: null, source: sourceOf(date) }
      const time = find(paths.time, reading)
      const parts = /^([01]\d|2[0-3]|24(?=0000))([0-5]\d)([0-5]\d)$/.exec(time?.value ?? '000000')
      if (parts === null && time !== undefined) return refuse(time, reading, 'is no time (hhmmss)')
      const [, hours = '', minutes = '', seconds = ''] = parts ?? []
      const at = Date.parse(`${day}T00:00:00Z`) + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
      const source = time === undefined ? sourceOf(date) : `${sourceOf(date)} + ${sourceOf(time)}`
      return {
        value: new Date(zonedTime(at, timeZoneOf(reading.header, reading.conventions)))
          .toISOString()
          .replace('.000Z', 'Z') as IsoDateTime,
        source,
      }
    },
  }
}
