import type { ISql as Sql } from 'postgres'
import type { Claim } from './claim.ts'

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

/** Who wants to begin at once with what nothing stands in front of. */
export interface Claimant {
  /** New for each call. */
  readonly token: string
  /** How long its claims are worth. */
  readonly seconds: number
}

/**
 * Puts entries at the end of their object keys' lines, those of one key in the order given. Part of the transaction that
 * stores the messages; workers are woken when it commits. Gives what the claimant may begin with after the commit: the first
 * entries of keys that had no line.
 *
 * The lanes come first and sorted. The lane's row stays locked until the commit, so the next transaction for the same key
 * draws its sequence numbers only after that: sequence order is commit order. Sorted, because two transactions that take
 * the same lanes in different order would wait for each other for ever.
 */
export async function enqueue(sql: Sql, entries: readonly NewEntry[], claimant?: Claimant): Promise<Claim[]> {
  if (entries.length === 0) return []
  const byKey = Map.groupBy(entries, ({ objectKey }) => objectKey)
  const taken = await openLanes(
    sql,
    [...byKey.values()].map(([first]) => first as NewEntry),
    claimant,
  )
  const claimed = new Set<NewEntry>()
  for (const objectKey of taken) claimed.add(byKey.get(objectKey)?.[0] as NewEntry)
  const sequences = await insertEntries(sql, entries, claimed)
  // Nobody else need look when all of it is in somebody's hands.
  if (claimed.size < entries.length) await sql`select pg_notify('landbridge_work', '')`
  return [...claimed].flatMap(({ objectKey, messageId }) => {
    const sequence = sequences.get(`${messageId} ${objectKey}`)
    if (sequence === undefined || claimant === undefined) return []
    return { objectKey, messageId, sequence, attempt: 1, token: claimant.token, isLast: byKey.get(objectKey)?.length === 1 }
  })
}

/** A lane for each first entry; gives those that were not there and are the claimant's now. */
async function openLanes(sql: Sql, firsts: readonly NewEntry[], claimant: Claimant | undefined): Promise<string[]> {
  const { token = null, seconds = 0 } = claimant ?? {}
  const isFree = ({ held, attempts = 0 }: NewEntry) => claimant !== undefined && !held && attempts === 0
  const opened = await sql<{ objectKey: string }[]>`
    insert into lane (object_key, due_at, claimed_by)
    select
      object_key,
      case when held::boolean then 'infinity'::timestamptz else clock_timestamp() + make_interval(secs => claim_seconds) end,
      case when claim_seconds > 0 then ${token}::text end
    from unnest(
      ${firsts.map(({ objectKey }) => objectKey)}::text[], ${firsts.map(({ held }) => String(held))}::text[],
      ${firsts.map((entry) => (isFree(entry) ? seconds : 0))}::double precision[]
    ) as entry (object_key, held, claim_seconds)
    order by object_key collate "C"
    on conflict (object_key) do update set due_at = lane.due_at
    -- No transaction has changed a row that was just inserted.
    returning case when xmax = 0 and claimed_by = ${token} then object_key end as "objectKey"`
  return opened.flatMap(({ objectKey }) => objectKey ?? [])
}

/** Gives the sequence of each that was not there before, by message and object key. */
async function insertEntries(
  sql: Sql,
  entries: readonly NewEntry[],
  claimed: ReadonlySet<NewEntry>,
): Promise<Map<string, string>> {
  const all = <T>(of: (entry: NewEntry) => T) => entries.map(of)
  const inserted = await sql<{ messageId: string; objectKey: string; sequence: string }[]>`
    insert into queue_entry (object_key, message_id, held, attempts, queue)
    select object_key, message_id, held::boolean, attempts, queue
    from unnest(
      ${all(({ objectKey }) => objectKey)}::text[], ${all(({ messageId }) => messageId)}::uuid[],
      ${all(({ held }) => String(held))}::text[], ${all((entry) => (claimed.has(entry) ? 1 : (entry.attempts ?? 0)))}::integer[],
      ${all(({ queue }) => queue ?? null)}::text[]
    ) with ordinality as entry (object_key, message_id, held, attempts, queue, position)
    order by position
    on conflict (message_id, object_key) do nothing
    returning message_id as "messageId", object_key as "objectKey", sequence`
  return new Map(inserted.map(({ messageId, objectKey, sequence }) => [`${messageId} ${objectKey}`, sequence]))
}
