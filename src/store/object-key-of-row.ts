import type { ISql as Sql } from 'postgres'

/** The object key of a row that we wrote, or nothing. */
export async function objectKeyOfRow(sql: Sql, table: string, id: string): Promise<string | undefined> {
  const [record] = await sql<{ objectKey: string }[]>`
    select object_key as "objectKey" from record where table_name = ${table} and id = ${id.toLowerCase()} limit 1`
  return record?.objectKey
}
