import type { ISql as Sql } from 'postgres'

/**
 * The months that the journal lacks, of those from the first one of this database up to a moment: dropped or detached, by the setting or by a
 * person. The first of each, e.g. 2025-09-01T00:00Z, in their order.
 */
export async function droppedMonths(sql: Sql, until: Date): Promise<Date[]> {
  const rows = await sql<{ month: Date }[]>`
    select month
    from generate_series(
      (select date_trunc('month', min(applied_at), 'UTC') from migration), ${until}::timestamptz, interval '1 month'
    ) as month
    where not exists (
      select from pg_inherits where inhrelid = to_regclass('delivery_' || to_char(month at time zone 'UTC', 'YYYY_MM'))
    )
    order by month`
  return rows.map(({ month }) => month)
}
