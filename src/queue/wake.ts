import type { ISql as Sql } from 'postgres'

/**
 * Makes everything due that is parked for these objects; gives how many object keys that are. Call it after the transaction
 * that delivered them has committed, not inside: it locks lanes out of the order that settling and enqueuing keep.
 * The statement is a function of the database, because it needs a setting of its own (`store/migrations/0024-wake-parked.sql`).
 */
export async function wakeParked(sql: Sql, objectKeys: readonly string[]): Promise<number> {
  if (objectKeys.length === 0) return 0
  const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`
    select wake_parked(${objectKeys as string[]}::text[]) as count`
  if (count > 0) await sql`select pg_notify('landbridge_work', '')`
  return count
}
