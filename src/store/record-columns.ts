import type { ColumnValue } from '../message/write.ts'
import type { WrittenColumn } from './written-record.ts'

/** Columns as the table `record` keeps them, in JSON: the values, and apart from them who wrote which. */
export interface StoredColumns {
  /** Of each column its `ColumnValue`. */
  readonly columns: string
  /** `Origin[]`: many columns were written by the same message at the same moment. */
  readonly origins: string
}

/** The sources of its columns: by name, or in the order of all columns where one message wrote them all, as nearly always. */
type Origin = [messageId: string, at: string, sources: Record<string, string> | string[]]

export function storedColumns(columns: Readonly<Record<string, WrittenColumn>>): StoredColumns {
  const values: Record<string, ColumnValue> = {}
  const origins: [messageId: string, at: string, sources: Record<string, string>][] = []
  let origin: (typeof origins)[number] | undefined
  for (const name in columns) {
    const { value, source, messageId, at } = columns[name] as WrittenColumn
    values[name] = value
    if (origin?.[0] !== messageId || origin[1] !== at) {
      origin = origins.find(([id, time]) => id === messageId && time === at)
      if (origin === undefined) {
        origin = [messageId, at, {}]
        origins.push(origin)
      }
    }
    origin[2][name] = source
  }
  const stored = origins.map(([id, at, sources]): Origin => [id, at, origins.length === 1 ? Object.values(sources) : sources])
  return { columns: JSON.stringify(values), origins: JSON.stringify(stored) }
}

/** A column of which nobody wrote down where it came from has an empty source. */
export function writtenColumns({ columns, origins }: StoredColumns): Record<string, WrittenColumn> {
  const values = Object.entries(JSON.parse(columns) as Record<string, ColumnValue>)
  const writers = new Map<string, Omit<WrittenColumn, 'value'>>()
  for (const [messageId, at, sources] of JSON.parse(origins) as Origin[]) {
    const named = Array.isArray(sources) ? sources.map((source, index) => [values[index]?.[0] ?? '', source] as const) : undefined
    for (const [name, source] of named ?? Object.entries(sources)) writers.set(name, { source, messageId, at })
  }
  const unknown = { source: '', messageId: '', at: '' }
  return Object.fromEntries(values.map(([name, value]) => [name, { value, ...(writers.get(name) ?? unknown) }]))
}
