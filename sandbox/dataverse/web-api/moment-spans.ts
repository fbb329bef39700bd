/**
 * From when until before when a moment lies that a query function of dates asks for, e.g. `LastXDays` with 7; in UTC, weeks begin
 * on Sunday. Gives nothing for a name it does not know.
 */
export function spanOf(name: string, value: string | undefined, now: Date): Span | undefined {
  const named = namedSpans[name]
  if (named !== undefined) return named(beginOf('Day', now), now)
  const day = new Date(value ?? '')
  if (name === 'On') return isDate(day) ? [beginOf('Day', day), after(beginOf('Day', day), 'Day', 1)] : undefined
  if (name === 'OnOrAfter') return isDate(day) ? [beginOf('Day', day), undefined] : undefined
  if (name === 'OnOrBefore') return isDate(day) ? [undefined, after(beginOf('Day', day), 'Day', 1)] : undefined
  return countedSpan(name, Number(value), now)
}

/** An end that is missing is open. */
type Span = readonly [from: Date | undefined, until: Date | undefined]

type Unit = 'Minute' | 'Hour' | 'Day' | 'Week' | 'Month' | 'Year'

const namedSpans: Record<string, (today: Date, now: Date) => readonly [Date, Date]> = {
  Today: (today) => [today, after(today, 'Day', 1)],
  Yesterday: (today) => [after(today, 'Day', -1), today],
  Tomorrow: (today) => [after(today, 'Day', 1), after(today, 'Day', 2)],
  Last7Days: (today, now) => [after(today, 'Day', -7), now],
  Next7Days: (today, now) => [now, after(today, 'Day', 8)],
  ...Object.fromEntries(
    (['Week', 'Month', 'Year'] as const).flatMap((unit) =>
      (['Last', 'This', 'Next'] as const).map((which, index) => [
        `${which}${unit}`,
        (today: Date) => {
          const begin = after(beginOf(unit, today), unit, index - 1)
          return [begin, after(begin, unit, 1)] as const
        },
      ]),
    ),
  ),
}

/** `LastX…`, `NextX…` and `OlderThanX…` units; days and longer begin and end with a whole day. */
function countedSpan(name: string, count: number, now: Date): Span | undefined {
  const [, which, unit] = /^(Last|Next|OlderThan)X(Minute|Hour|Day|Week|Month|Year)s$/.exec(name) ?? []
  if (which === undefined || !Number.isInteger(count) || count < 0) return undefined
  const from = unit === 'Minute' || unit === 'Hour' ? now : beginOf('Day', now)
  if (which === 'OlderThan') return [undefined, after(from, unit as Unit, -count)]
  if (which === 'Last') return [after(from, unit as Unit, -count), now]
  return [now, after(from === now ? now : after(from, 'Day', 1), unit as Unit, count)]
}

function beginOf(unit: Unit, date: Date): Date {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  if (unit === 'Year') return new Date(Date.UTC(year, 0))
  if (unit === 'Month') return new Date(Date.UTC(year, month))
  return new Date(Date.UTC(year, month, unit === 'Week' ? day - date.getUTCDay() : day))
}

function after(date: Date, unit: Unit, count: number): Date {
  const moved = new Date(date)
  if (unit === 'Year') moved.setUTCFullYear(moved.getUTCFullYear() + count)
  else if (unit === 'Month') moved.setUTCMonth(moved.getUTCMonth() + count)
  else moved.setTime(moved.getTime() + count * milliseconds[unit])
  return moved
}

const milliseconds = { Minute: 60_000, Hour: 3_600_000, Day: 86_400_000, Week: 7 * 86_400_000 }

function isDate(date: Date): boolean {
  return !Number.isNaN(date.getTime())
}
