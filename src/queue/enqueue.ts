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
  const rows = sql.json(entries.map((entry, position) => ({ ...entry, position })) as never)
  await sql`
    insert into lane (object_key, due_at)
    select "objectKey", case when (array_agg(held order by position))[1] then 'infinity'::timestamptz else clock_timestamp() end
    from json_to_recordset(${rows}::json) as entry ("objectKey" text, held boolean, position integer)
    group by "objectKey"
    order by "objectKey" collate "C"
    on conflict (object_key) do update set due_at = lane.due_at`
  await sql`
    insert into queue_entry (object_key, message_id, held, attempts, queue)
    select "objectKey", "messageId", held, coalesce(attempts, 0), queue
    from json_to_recordset(${rows}::json)
      as entry ("objectKey" text, "messageId" uuid, held boolean, attempts integer, queue text, position integer)
    order by position
    on conflict (message_id, object_key) do nothing`
  await sql`select pg_notify('landbridge_work', '')`
}
