import type { ColumnValue } from '../message/write.ts'
import type { WrittenColumn } from './records.ts'

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
  const origins: Map<string, string>[] = []
  const writers: Pick<WrittenColumn, 'messageId' | 'at'>[] = []
  let last = -1
  for (const name in columns) {
    const { value, source, messageId, at } = columns[name] as WrittenColumn
    values[name] = value
    if (writers[last]?.messageId !== messageId || writers[last]?.at !== at) {
      last = writers.findIndex((writer) => writer.messageId === messageId && writer.at === at)
      if (last === -1) {
        last = writers.push({ messageId, at }) - 1
        origins.push(new Map())
      }
    }
    origins[last]?.set(name, source)
  }
  const stored = writers.map(({ messageId, at }, index): Origin => {
    const sources = origins[index] ?? new Map()
    return [messageId, at, writers.length === 1 ? [...sources.values()] : Object.fromEntries(sources)]
  })
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
