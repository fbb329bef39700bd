import type { ISql as Sql } from 'postgres'

/** Milliseconds until the next object key is due or a claim expires; 0 when one is due now, nothing when none ever will be. */
export async function nextDue(sql: Sql): Promise<number | undefined> {
  const [next] = await sql<{ milliseconds: number }[]>`
    select greatest(0, ceil(extract(epoch from due_at - clock_timestamp()) * 1000))::float8 as milliseconds
    from lane
    where due_at < 'infinity'
    order by due_at
    limit 1`
  return next?.milliseconds
}
