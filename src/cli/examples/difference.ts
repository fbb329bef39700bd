import type { ExampleObject } from './outcome.ts'

/** One thing that is not as expected: a value, a row, or what `where` says alone. */
export interface Difference {
  readonly where: string
  readonly expected?: string
  readonly actual?: string
}

/**
 * What differs between two texts of a `.writes.json`, value by value; a row that only one of them has is one difference. None when they
 * say the same, in whatever order or form. @throws {SyntaxError} one of them is no JSON
 */
export function differences(expected: string, actual: string): Difference[] {
  const [wanted, got] = [rowsIn(expected), rowsIn(actual)]
  return [...new Set([...wanted.keys(), ...got.keys()])].flatMap((row) => rowDifferences(row, wanted.get(row), got.get(row)))
}

/** For a person: where, and below it what was expected and what came. */
export function differenceLines(differences: readonly Difference[]): string[] {
  return differences.flatMap(({ where, expected, actual }) => [
    where,
    ...(expected === undefined ? [] : [`  expected  ${expected}`]),
    ...(actual === undefined ? [] : [`  actual    ${actual}`]),
  ])
}

type Values = ReadonlyMap<string, string>

function rowDifferences(row: string, wanted: Values | undefined, got: Values | undefined): Difference[] {
  if (wanted === undefined || got === undefined) return [{ where: row, expected: inShort(wanted), actual: inShort(got) }]
  return [...new Set([...wanted.keys(), ...got.keys()])]
    .map((name) => ({ where: `${row}, ${name}`, expected: wanted.get(name) ?? none, actual: got.get(name) ?? none }))
    .filter(({ expected, actual }) => expected !== actual)
}

function inShort(values: Values | undefined): string {
  if (values === undefined) return none
  const operation = values.get('operation')
  return operation === undefined ? 'the object' : `${operation} with ${values.size - 1} columns`
}

const none = 'nothing'

/** Each row with its columns' values in JSON, and what else there is to say of an object. */
function rowsIn(text: string): Map<string, Values> {
  const rows = new Map<string, Values>()
  for (const { objectKey, writes, warnings } of readExactly(text)) {
    rows.set(distinct(objectKey, rows), new Map(warnings.map((warning, index) => [`warning ${index + 1}`, warning])))
    for (const { operation, table, key, columns, emptied = [] } of writes) {
      const row = `${objectKey}, ${[table, ...Object.values(key)].join(' ')}`
      const values = [
        ['operation', operation],
        ...Object.entries(columns).map(([name, value]) => [name, JSON.stringify(value)]),
        ...emptied.map((name) => [name, 'emptied']),
      ] as [string, string][]
      rows.set(distinct(row, rows), new Map(values))
    }
  }
  return rows
}

/** A document may write one row twice. */
function distinct(name: string, rows: ReadonlyMap<string, Values>): string {
  for (let time = 2, tried = name; ; tried = `${name} (${time++})`) if (!rows.has(tried)) return tried
}

/** Numbers as they stand there, to the last digit. */
function readExactly(text: string): ExampleObject[] {
  const asItStands = (_: string, value: unknown, { source }: { source?: string } = {}) =>
    typeof value === 'number' && source !== undefined ? rawJson(source) : value
  return JSON.parse(text, asItStands)
}

// TypeScript's library does not know JSON.rawJSON yet.
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON
