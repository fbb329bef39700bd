const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** The moment that `today` or `yesterday` begins, or that `-1h`, `-7d` or an ISO time means now, as ISO time; a date alone stays one. */
export function momentOf(said: string, now = new Date()): string {
  const daysAgo = ['today', 'yesterday'].indexOf(said)
  if (daysAgo >= 0) return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).toISOString()
  const [, count, of] = /^-(\d{1,4})([mhd])$/.exec(said) ?? []
  if (count === undefined) return said
  return new Date(now.getTime() - Number(count) * unit[of as keyof typeof unit]).toISOString()
}

/** An ISO time as a field for local date and time shows it: `2026-11-26T18:05`. */
export function localMoment(said: string): string {
  const time = new Date(momentOf(said))
  if (said === '' || Number.isNaN(time.getTime())) return ''
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
