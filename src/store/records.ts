import type { ISql as Sql } from 'postgres'
import { foundBy } from './found-by.ts'
import { packed } from './packed.ts'
import { type StoredColumns, storedColumns, writtenColumns } from './record-columns.ts'
import type { WrittenRecord } from './written-record.ts'

/** Every record of these objects. */
export async function readRecords(sql: Sql, objectKeys: readonly string[]): Promise<WrittenRecord[]> {
  if (objectKeys.length === 0) return []
  const rows = await sql<(Omit<WrittenRecord, 'columns'> & StoredColumns)[]>`
    select
      object_key as "objectKey", receiver, table_name as "table", row_key::jsonb as "rowKey", id, state, version, system,
      columns, origins
    from record
    where object_key = any(${objectKeys as string[]}::text[])
    order by object_key, receiver, written_at, table_name, row_key`
  return rows.map(({ columns, origins, ...row }) => ({ ...row, columns: writtenColumns({ columns, origins }) }))
}

/** Puts each record in the place of the one with the same object, table and key. The caller holds the objects' claims. */
export async function saveRecords(tx: Sql, records: readonly WrittenRecord[]): Promise<void> {
  if (records.length === 0) return
  const stored = records.map(({ columns }) => storedColumns(columns))
  const all = (of: (record: WrittenRecord) => string) => records.map(of)
  await tx`
    insert into record (object_key, receiver, table_name, row_key, id, state, version, system, columns, origins, found_by)
    select object_key, receiver, table_name, row_key, id, state, version, system, columns, origins, found_by
    from unnest(
      ${all(({ objectKey }) => objectKey)}::text[], ${all(({ receiver }) => receiver)}::text[],
      string_to_array(${packed(all(({ table }) => table))}, chr(30)),
      string_to_array(${packed(all(({ rowKey }) => canonicalKey(rowKey)))}, chr(30)),
      ${all(({ id }) => id)}::text[],
      string_to_array(${packed(all(({ state }) => state))}, chr(30)),
      ${all(({ version }) => version)}::text[], ${all(({ system }) => system)}::text[],
      string_to_array(${packed(stored.map(({ columns }) => columns))}, chr(30)),
      string_to_array(${packed(stored.map(({ origins }) => origins))}, chr(30)),
      ${records.map(foundBy)}::text[]
    ) as row (object_key, receiver, table_name, row_key, id, state, version, system, columns, origins, found_by)
    order by object_key, receiver, table_name, row_key
    on conflict (object_key, receiver, table_name, row_key) do update set
      id = excluded.id,
      state = excluded.state,
      version = excluded.version,
      system = excluded.system,
      columns = excluded.columns,
      origins = excluded.origins,
      found_by = excluded.found_by,
      written_at = now()`
}

/** The same key is the same text, whatever order its columns are named in. */
function canonicalKey(key: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1))))
}
