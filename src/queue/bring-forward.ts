import type { ISql as Sql } from 'postgres'

/** Makes everything due that was put off, of one interface or of all; what is held, parked or in work stays as it is. */
export async function bringForward(sql: Sql, interfaceName?: string): Promise<void> {
  const [from, to] = interfaceName === undefined ? ['', '\u{10ffff}'] : [`${interfaceName}/`, `${interfaceName}0`]
  // Lanes are locked in the order of their keys, as everybody does.
  await sql`
    with late as materialized (
      select object_key from lane
      where object_key >= ${from} and object_key < ${to}
        and due_at > now() and due_at < 'infinity' and claimed_by is null and parked_for is null
      order by object_key
      for update
    )
    update lane set due_at = clock_timestamp() from late where lane.object_key = late.object_key`
  await sql`select pg_notify('landbridge_work', '')`
}
