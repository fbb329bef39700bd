import type { ColumnValue } from '../message/write.ts'
import type { WrittenColumn } from './records.ts'

/** Columns as the table `record` keeps them, in JSON: the values, and apart from them who wrote which. */
export interface StoredColumns {
  /** Of each column its `ColumnValue`. */
  readonly columns: string
  /** `Origin[]`: many columns were written by the same message at the same moment. */
  readonly origins: string
}

type Origin = [messageId: string, at: string, sources: Record<string, string>]

export function storedColumns(columns: Readonly<Record<string, WrittenColumn>>): StoredColumns {
  const values: Record<string, ColumnValue> = {}
  const origins: Origin[] = []
  for (const [name, { value, source, messageId, at }] of Object.entries(columns)) {
    values[name] = value
    let origin = origins.find(([id, time]) => id === messageId && time === at)
    if (origin === undefined) {
      origin = [messageId, at, {}]
      origins.push(origin)
    }
    origin[2][name] = source
  }
  return { columns: JSON.stringify(values), origins: JSON.stringify(origins) }
}

/** A column of which nobody wrote down where it came from has an empty source. */
export function writtenColumns({ columns, origins }: StoredColumns): Record<string, WrittenColumn> {
  const writers = new Map<string, Omit<WrittenColumn, 'value'>>()
  for (const [messageId, at, sources] of JSON.parse(origins) as Origin[]) {
    for (const [name, source] of Object.entries(sources)) writers.set(name, { source, messageId, at })
  }
  const unknown = { source: '', messageId: '', at: '' }
  const values = Object.entries(JSON.parse(columns) as Record<string, ColumnValue>)
  return Object.fromEntries(values.map(([name, value]) => [name, { value, ...(writers.get(name) ?? unknown) }]))
}
