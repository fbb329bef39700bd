/**
 * An SAP date (`YYYYMMDD`) or ISO date as ISO date text. `null` for "no date" (`00000000`) and "unlimited" (`99991231`),
 * which Dynamics 365 both holds as an empty column; nothing when the text is no date of the calendar.
 */
export function readSapDate(text: string): string | null | undefined {
  const parts = /^(\d{4})(-?)(\d{2})\2(\d{2})$/.exec(text)
  if (parts === null) return undefined
  const [, year = '', , month = '', day = ''] = parts
  const date = `${year}-${month}-${day}`
  if (date === '0000-00-00' || date === '9999-12-31') return null
  const time = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date) ? date : undefined
}
