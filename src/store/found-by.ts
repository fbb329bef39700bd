import type { ColumnValue } from '../message/write.ts'

interface Row {
  readonly columns: Readonly<Record<string, { readonly value: ColumnValue }>>
  readonly rowKey: Readonly<Record<string, string>>
}

/** What people look for a row by: its names, place, e-mail address, telephone and numbers, those of its key with and without leading zeros. */
export function foundBy({ columns, rowKey }: Row): string {
  const values = new Set<string>()
  for (const name in columns) {
    const value = columns[name]?.value
    if (typeof value === 'string' && isLookedFor(name)) values.add(value)
  }
  for (const value of Object.values(rowKey)) values.add(value).add(value.replace(/^0+(?=.)/, ''))
  return [...values].join(' ').toLowerCase()
}

/** Whether people look for rows by this column; kept for each name, of which there are few. */
export function isLookedFor(name: string): boolean {
  const known = lookedFor.get(name)
  if (known !== undefined) return known
  const isIt = /(name|emailaddress1|telephone1|city|postalcode|number)$/.test(name)
  lookedFor.set(name, isIt)
  return isIt
}

const lookedFor = new Map<string, boolean>()

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
