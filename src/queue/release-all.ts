import type { ISql as Sql } from 'postgres'

/**
 * Frees every claim at once. Only for a node that is alone on its database and just started: whoever claimed these is gone, and
 * nobody need wait until the claims expire.
 */
export async function releaseAll(sql: Sql): Promise<void> {
  await sql`update lane set claimed_by = null, due_at = now() where claimed_by is not null`
}
