import type { Sql } from 'postgres'

/** Those of the objects of which a row was written since then. */
export async function writtenSince(sql: Sql, objectKeys: readonly string[], since: Date): Promise<string[]> {
  if (objectKeys.length === 0) return []
  const found = await sql<{ objectKey: string }[]>`
    select distinct object_key as "objectKey"
    from record
    where object_key = any(${[...new Set(objectKeys)]}::text[]) and written_at >= ${since}`
  return found.map(({ objectKey }) => objectKey)
}
