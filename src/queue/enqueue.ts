import type { ISql as Sql } from 'postgres'

export interface NewEntry {
  messageId: string
  objectKey: string
  /** Waits for a person from the start; what comes later on its key waits too. */
  held: boolean
  /** Attempts made before, when a finished delivery is put in line again. */
  attempts?: number
  /** Only after all that was put into the same queue before, on whatever object key. */
  queue?: string
}

/**
 * Puts entries at the end of their object keys' lines, those of one key in the order given. Part of the transaction that
 * stores the messages; workers are woken when it commits.
 *
 * The lanes come first and sorted. The lane's row stays locked until the commit, so the next transaction for the same key
 * draws its sequence numbers only after that: sequence order is commit order. Sorted, because two transactions that take
 * the same lanes in different order would wait for each other for ever.
 */
export async function enqueue(sql: Sql, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return
  const firsts = [...new Map(entries.toReversed().map((entry) => [entry.objectKey, entry])).values()]
  const all = <T>(of: (entry: NewEntry) => T) => entries.map(of)
  // On their way at once; PostgreSQL does them one after the other.
  await Promise.all([
    sql`
      insert into lane (object_key, due_at)
      select object_key, case when held::boolean then 'infinity'::timestamptz else clock_timestamp() end
      from unnest(
        ${firsts.map(({ objectKey }) => objectKey)}::text[], ${firsts.map(({ held }) => String(held))}::text[]
      ) as entry (object_key, held)
      order by object_key collate "C"
      on conflict (object_key) do update set due_at = lane.due_at`,
    sql`
      insert into queue_entry (object_key, message_id, held, attempts, queue)
      select object_key, message_id, held::boolean, attempts, queue
      from unnest(
        ${all(({ objectKey }) => objectKey)}::text[], ${all(({ messageId }) => messageId)}::uuid[],
        ${all(({ held }) => String(held))}::text[], ${all(({ attempts }) => attempts ?? 0)}::integer[],
        ${all(({ queue }) => queue ?? null)}::text[]
      ) with ordinality as entry (object_key, message_id, held, attempts, queue, position)
      order by position
      on conflict (message_id, object_key) do nothing`,
    sql`select pg_notify('landbridge_work', '')`,
  ])
}
