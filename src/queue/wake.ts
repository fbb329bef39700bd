import type { ISql as Sql } from 'postgres'

/**
 * Makes everything due that is parked for these objects; gives how many object keys that are. Call it after the transaction
 * that delivered them has committed, not inside: it locks lanes out of the order that settling and enqueuing keep.
 */
export async function wakeParked(sql: Sql, objectKeys: readonly string[]): Promise<number> {
  if (objectKeys.length === 0) return 0
  const { count } = await sql`
    with parked as materialized (
      select object_key
      from lane
      where parked_for = any(${objectKeys as string[]}::text[])
        -- Mostly nothing is parked at all, and then no key need be looked for.
        and (select exists (select from lane where parked_for is not null))
      order by object_key
      for update
    )
    update lane
    set due_at = clock_timestamp(), parked_for = null
    from parked
    where lane.object_key = parked.object_key`
  if (count > 0) await sql`select pg_notify('landbridge_work', '')`
  return count
}
