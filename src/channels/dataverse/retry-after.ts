/**
 * How long `Retry-After` asks to wait, in milliseconds: it holds whole seconds or an HTTP date (RFC 9110 10.2.3).
 * Gives nothing when the header is absent or cannot be read; a date that has passed means now.
 */
export function retryAfter(header: string | string[] | undefined, now: Date): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim()
  if (text === undefined || text === '') return undefined
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000)
  // Date.parse also reads things like '-5' as a year, so a date must look like one.
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime())
}
