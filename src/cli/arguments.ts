import { InvalidArgumentError } from 'commander'

/** Reads an option that is a whole number within bounds. */
export function wholeNumber(from: number, to = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const allowed = to === Number.MAX_SAFE_INTEGER ? `from ${from}` : `from ${from} to ${to}`
  return (text) => {
    const number = Number(text)
    if (/^\d+$/.test(text) && number >= from && number <= to) return number
    throw new InvalidArgumentError(`It must be a whole number ${allowed}.`)
  }
}

/** Reads an option that is somebody's words: a sentence, a name. */
export function sentence(text: string): string {
  if (text.trim() !== '') return text
  throw new InvalidArgumentError('It must not be empty.')
}

/** Reads what becomes a part of an address, where nothing and dots would mean another address. */
export function nameInPath(text: string): string {
  if (/[^.\s]/.test(text)) return text
  throw new InvalidArgumentError('It must name one: it is empty, or dots.')
}

/** Reads an option that is an address. */
export function address(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text
  throw new InvalidArgumentError('It must be an address such as http://127.0.0.1:8080/idoc.')
}

/** Reads a time as people write it; without a zone it is this machine's, a date alone is its first moment. Gives ISO. */
export function timeFrom(text: string): string {
  return readTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00` : text)
}

/** As `timeFrom`, but a date alone is its last moment. */
export function timeTo(text: string): string {
  return readTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59.999` : text)
}

function readTime(text: string): string {
  const time = new Date(text.replace(' ', 'T'))
  if (/^\d{4}-\d\d-\d\d[T ]/.test(text) && !Number.isNaN(time.getTime())) return time.toISOString()
  throw new InvalidArgumentError("It must be a date or time such as 2026-11-24, '2026-11-24 08:00' or 2026-11-24T08:00:00Z.")
}
