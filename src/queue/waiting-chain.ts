import type { ISql as Sql } from 'postgres'

/** What an object key waits for, what that one waits for, and so on; at most so many, as a cycle has no end. */
export async function waitingChain(sql: Sql, objectKey: string, most = 20): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    with recursive chain (key, step) as (
      select ${objectKey}::text collate "C", 1
      union all
      select lane.parked_for, step + 1
      from chain join lane on lane.object_key = chain.key
      where parked_for is not null and step < ${most}
    )
    select key from chain order by step`
  return rows.map(({ key }) => key)
}
