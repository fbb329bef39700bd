import type { ISql as Sql } from 'postgres'

/** What is left to do, counted from indexes and no further than `most`: it costs the same however much is stored or waits. */
export interface Stuck {
  held: number
  parked: number
  delivering: number
  waiting: number
}

/** Beyond this nobody counts any more; there are so many at least. */
export const most = 100_000

export async function countStuck(sql: Sql): Promise<Stuck> {
  const [counts] = await sql<[{ [name in keyof Stuck]: number }]>`
    select
      (select count(*) from (select from delivery where status = 'held' limit ${most}) held)::float8 as held,
      (select count(*) from (select from delivery where status = 'parked' limit ${most}) parked)::float8 as parked,
      (select count(*) from lane
        where claimed_by is not null and due_at > now() and due_at < now() + interval '10 minutes')::float8 as delivering,
      (select count(*) from (select from delivery where status = 'waiting' limit ${most}) waiting)::float8 as waiting`
  return { ...counts, waiting: Math.max(0, counts.waiting - counts.delivering) }
}
