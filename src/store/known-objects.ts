import type { ISql as Sql } from 'postgres'

/** Object keys that begin so (a range of the index, up to the last character there is) and were delivered, or are about to be. */
export async function knownObjects(sql: Sql, prefixes: readonly string[]): Promise<string[]> {
  if (prefixes.length === 0) return []
  const rows = await sql<{ objectKey: string }[]>`
    select known.object_key as "objectKey"
    from unnest(${prefixes as string[]}::text[]) as wanted (prefix)
    cross join lateral (
      select object_key from record where object_key >= prefix collate "C" and object_key < prefix || chr(1114111) collate "C"
      union
      select object_key from queue_entry where object_key >= prefix collate "C" and object_key < prefix || chr(1114111) collate "C"
    ) known
    group by known.object_key
    order by known.object_key`
  return rows.map(({ objectKey }) => objectKey)
}
