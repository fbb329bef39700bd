import type { ISql as Sql } from 'postgres'

/** How many entries are in the queue, by what they wait for. Counts the whole queue: for a screen or a scrape, not a loop. */
export interface Depth {
  waiting: number
  delivering: number
  held: number
  parked: number
}

export async function depth(sql: Sql): Promise<Depth> {
  const [counts] = await sql<[Depth & { entries: number }]>`
    select
      (select count(*) from queue_entry)::float8 as entries,
      (select count(*) from queue_entry where held)::float8 as held,
      count(*) filter (where parked_for is not null)::float8 as parked,
      count(*) filter (where claimed_by is not null and due_at > now())::float8 as delivering
    from lane`
  const { entries, delivering, held, parked } = counts
  return { waiting: Math.max(0, entries - delivering - held - parked), delivering, held, parked }
}
