import { Gathered } from '../message/gathered.ts'
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
  const values = new Gathered<ColumnValue>()
  const writers: Writer[] = []
  let writer: Writer | undefined
  for (const name in columns) {
    const { value, source, messageId, at } = columns[name] as WrittenColumn
    values.add(name, value)
    if (writer?.messageId !== messageId || writer.at !== at) {
      writer = writers.find((one) => one.messageId === messageId && one.at === at)
      if (writer === undefined) {
        writer = { messageId, at, names: [], sources: [] }
        writers.push(writer)
      }
    }
    writer.names.push(name)
    writer.sources.push(source)
  }
  const isAlone = writers.length === 1
  const origins = writers.map((one): Origin => [one.messageId, one.at, isAlone ? one.sources : sourcesByName(one)])
  return { columns: JSON.stringify(values.done()), origins: JSON.stringify(origins) }
}

/** What one message wrote at one moment. */
interface Writer {
  readonly messageId: string
  readonly at: string
  readonly names: string[]
  readonly sources: string[]
}

function sourcesByName({ names, sources }: Writer): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, sources[index] as string]))
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
