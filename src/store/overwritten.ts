import type { ISql as Sql } from 'postgres'
import { type StoredColumns, writtenColumns } from './record-columns.ts'
import type { WrittenRecord } from './written-record.ts'

/** Of each record the columns that another object wrote into the same row later, as credit limits do with accounts; only records with some. */
export type Overwritten = ReadonlyMap<WrittenRecord, ReadonlySet<string>>

export async function readOverwritten(sql: Sql, records: readonly WrittenRecord[]): Promise<Overwritten> {
  if (records.length === 0) return new Map()
  const rows = await sql<(Pick<WrittenRecord, 'objectKey' | 'receiver' | 'table' | 'id'> & StoredColumns)[]>`
    select object_key as "objectKey", receiver, table_name as "table", id, columns, origins
    from record
    where (table_name, id) in (
      select * from unnest(${records.map(({ table }) => table)}::text[], ${records.map(({ id }) => id)}::text[])
    )`
  const byRow = Map.groupBy(rows, rowOf)
  const found = new Map<WrittenRecord, ReadonlySet<string>>()
  for (const record of records) {
    const others = (byRow.get(rowOf(record)) ?? []).filter(({ objectKey }) => objectKey !== record.objectKey)
    const later = others.flatMap((other) =>
      Object.entries(writtenColumns(other))
        .filter(([name, { at }]) => at > (record.columns[name]?.at ?? at))
        .map(([name]) => name),
    )
    if (later.length > 0) found.set(record, new Set(later))
  }
  return found
}

function rowOf({ receiver, table, id }: Pick<WrittenRecord, 'receiver' | 'table' | 'id'>): string {
  return `${receiver} ${table} ${id}`
}
