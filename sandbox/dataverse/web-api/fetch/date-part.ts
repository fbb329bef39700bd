/** The part of a moment that `dategrouping` names, in UTC; years begin in January, weeks on Sunday. */
export const partOfDate: Record<string, (moment: Date) => number> = {
  day: (moment) => moment.getUTCDate(),
  week: weekOf,
  month: (moment) => moment.getUTCMonth() + 1,
  quarter: (moment) => Math.floor(moment.getUTCMonth() / 3) + 1,
  year: (moment) => moment.getUTCFullYear(),
}

/** The first week is the one with the first of January, as in SQL. */
function weekOf(moment: Date): number {
  const newYear = new Date(Date.UTC(moment.getUTCFullYear(), 0))
  const days = Math.floor((moment.getTime() - newYear.getTime()) / 86_400_000)
  return Math.floor((days + newYear.getUTCDay()) / 7) + 1
}
