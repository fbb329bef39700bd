import type { ISql as Sql } from 'postgres'

/**
 * Gives these lanes to the entry that is first in line now: due at once, or held when that entry waits for a person. A lane
 * without entries is deleted. The caller has locked the lanes in an earlier statement of the transaction, so nobody can
 * be putting an entry on one of them unseen.
 */
export async function freeLanes(tx: Sql, objectKeys: readonly string[]): Promise<void> {
  if (objectKeys.length === 0) return
  const { count } = await tx`
    update lane
    set
      claimed_by = null,
      parked_for = null,
      due_at = case when head.held then 'infinity'::timestamptz else clock_timestamp() end
    from unnest(${objectKeys as string[]}::text[]) as freed (object_key)
    cross join lateral (
      select held from queue_entry where object_key = freed.object_key order by sequence limit 1
    ) head
    where lane.object_key = freed.object_key`
  if (count < objectKeys.length) {
    await tx`
      delete from lane
      where object_key = any(${objectKeys as string[]}::text[])
        and not exists (select from queue_entry where queue_entry.object_key = lane.object_key)`
  }
  if (count > 0) await tx`select pg_notify('landbridge_work', '')`
}
