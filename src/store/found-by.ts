import type { WrittenRecord } from './records.ts'

/** What people look for a row by: its names, place, e-mail address, telephone and numbers, those of its key with and without leading zeros. */
export function foundBy({ columns, rowKey }: Pick<WrittenRecord, 'columns' | 'rowKey'>): string {
  const values = Object.entries(columns).flatMap(([name, { value }]) =>
    typeof value === 'string' && isLookedFor.test(name) ? [value] : [],
  )
  const keys = Object.values(rowKey).flatMap((value) => [value, value.replace(/^0+(?=.)/, '')])
  return [...new Set([...values, ...keys])].join(' ').toLowerCase()
}

const isLookedFor = /(name|emailaddress1|telephone1|city|postalcode|number)$/

/**
 * A text search query for words that must all be there, each with its beginning (PostgreSQL: "Controlling Text Search"); nothing when
 * the text has no word.
 */
export function wordsQuery(text: string): string | undefined {
  // In lower case here, because a database of locale C knows only the letters of ASCII.
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0) return undefined
  return words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`).join(' & ')
}
