/** Days and moments, as the Web API writes them. */

/** `2026-03-01`, when there is such a day. */
export function dayOf(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined
}

/** `2026-03-01T10:30:00Z`: answers have no fraction of a second and no other zone. A day alone means its first second. */
export function momentOf(text: string): string | undefined {
  const [, day = '', rest = 'T00:00:00Z'] =
    /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/.exec(text) ?? []
  const time = dayOf(day) === undefined ? Number.NaN : Date.parse(day + rest)
  return Number.isNaN(time) ? undefined : plain(new Date(time))
}

export function now(): string {
  const second = Math.floor(Date.now() / 1000)
  if (second !== last.second) last = { second, text: plain(new Date(second * 1000)) }
  return last.text
}

/** The same for thousands of rows. */
let last = { second: Number.NaN, text: '' }

/** SQL Server's calendar begins in 1753. */
export function isTooEarly(dayOrMoment: string): boolean {
  return dayOrMoment < '1753-01-01'
}

function plain(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}
