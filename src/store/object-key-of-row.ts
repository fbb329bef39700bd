import type { ISql as Sql } from 'postgres'
import { type StoredColumns, writtenColumns } from './record-columns.ts'
import type { WrittenRecord } from './written-record.ts'

/** The object key of a row that we wrote, or nothing. */
export async function objectKeyOfRow(sql: Sql, table: string, id: string): Promise<string | undefined> {
  return (await readRecordOfRow(sql, table, id))?.objectKey
}

/** What we wrote of a row, by its GUID, and the object it belongs to; or nothing. */
export async function readRecordOfRow(
  sql: Sql,
  table: string,
  id: string,
): Promise<Pick<WrittenRecord, 'objectKey' | 'columns'> | undefined> {
  const [record] = await sql<({ objectKey: string } & StoredColumns)[]>`
    select object_key as "objectKey", columns, origins
    from record
    where table_name = ${table} and id = ${id.toLowerCase()}
    order by written_at desc
    limit 1`
  return record && { objectKey: record.objectKey, columns: writtenColumns(record) }
}
