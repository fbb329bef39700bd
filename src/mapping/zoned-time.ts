/**
 * The moment (milliseconds since 1970 in UTC) at which clocks of a time zone show this date and time, given as if it were UTC. When clocks
 * are put forward the hour that does not exist counts as the one after it; of the hour that comes twice, the first one is meant.
 */
export function zonedTime(shown: number, timeZone: string): number {
  if (timeZone === 'UTC') return shown
  // Offsets change by hours at most, so one of the offsets a day around is the right one.
  const offsets = [offsetAt(shown - day, timeZone), offsetAt(shown + day, timeZone)]
  const fitting = offsets.map((offset) => shown - offset).filter((moment) => moment + offsetAt(moment, timeZone) === shown)
  if (fitting.length > 0) return Math.min(...fitting)
  return shown - (offsets[0] as number)
}

const day = 24 * 60 * 60_000

/** How far clocks of the zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const numeric = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', calendar: 'gregory', ...numeric })
  formats.set(timeZone, format)
  return format
}
