import type { ISql as Sql } from 'postgres'

/** Nobody counts further. */
export const mostHeldForCode = 1000

/** How many messages of these interfaces are held for one code, counted no further than a thousand. */
export async function countHeldForCode(sql: Sql, names: readonly string[], code: string): Promise<number> {
  const [row] = await sql<[{ count: number }]>`
    select count(*)::integer as count
    from (
      select distinct message_id from delivery
      where status = 'held' and code = ${code} and split_part(object_key, '/', 1) = any(${names as string[]})
      limit ${mostHeldForCode}
    ) held`
  return row.count
}
