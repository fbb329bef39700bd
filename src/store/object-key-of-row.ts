import type { ISql as Sql } from 'postgres'
import { type StoredColumns, writtenColumns } from './record-columns.ts'
import type { WrittenRecord } from './written-record.ts'

/** A row by its GUID, as the objects of one interface have it. */
interface OwnRow {
  readonly interface: string
  readonly table: string
  readonly id: string
}

/** The object key of a row that this interface wrote, or nothing. */
export async function objectKeyOfRow(sql: Sql, row: OwnRow): Promise<string | undefined> {
  return (await readRecordOfRow(sql, row))?.objectKey
}

/**
 * What an interface wrote of a row, and the object it belongs to; or nothing. Another interface may write the same row for objects of its own, as
 * credit limits do with accounts: their keys say nothing here.
 */
export async function readRecordOfRow(
  sql: Sql,
  { interface: name, table, id }: OwnRow,
): Promise<Pick<WrittenRecord, 'objectKey' | 'columns'> | undefined> {
  const [record] = await sql<({ objectKey: string } & StoredColumns)[]>`
    select object_key as "objectKey", columns, origins
    from record
    where table_name = ${table} and id = ${id.toLowerCase()} and starts_with(object_key, ${`${name}/`})
    order by written_at desc
    limit 1`
  return record && { objectKey: record.objectKey, columns: writtenColumns(record) }
}
