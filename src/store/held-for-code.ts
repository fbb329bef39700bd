import type { ISql as Sql } from 'postgres'

/** Nobody counts further. */
export const mostHeldForCode = 1000

/** How many messages of an interface are held for one code, counted no further than a thousand. */
export async function countHeldForCode(sql: Sql, name: string, code: string): Promise<number> {
  const [row] = await sql<[{ count: number }]>`
    select count(*)::integer as count
    from (
      select distinct message_id from delivery
      where status = 'held' and code = ${code} and object_key like ${`${name}/%`}
      limit ${mostHeldForCode}
    ) held`
  return row.count
}
