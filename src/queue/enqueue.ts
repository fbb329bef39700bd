import type { Fragment, ISql as Sql } from 'postgres'
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
  /** Goes before everything that has not waited for an hour yet. */
  isUrgent?: boolean
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
 * the same lanes in different order would wait for each other for ever. All of it is one statement, so that it takes one
 * answer of PostgreSQL: `taken` is an aggregate, which is whole before the first entry is joined to it.
 *
 * @param first `with` queries to be done in the same statement, which store the messages; the one named `before` has one row, and is done
 *   before the first lane is locked. No entry may be in a line already then
 */
export async function enqueue(sql: Sql, entries: readonly NewEntry[], claimant?: Claimant, first?: Fragment): Promise<Claim[]> {
  if (entries.length === 0 && first === undefined) return []
  const byKey = Map.groupBy(entries, ({ objectKey }) => objectKey)
  const isFirst = new Set([...byKey.values()].map(([first]) => first as NewEntry))
  const { token = '', seconds = 0 } = claimant ?? {}
  const isFree = (entry: NewEntry) => claimant !== undefined && isFirst.has(entry) && !entry.held && (entry.attempts ?? 0) === 0
  // One number for each entry is cheaper to hand over than a column of booleans for each flag.
  const flagsOf = (entry: NewEntry) =>
    (entry.held ? 1 : 0) + (isFirst.has(entry) ? 2 : 0) + (isFree(entry) ? 4 : 0) + (entry.isUrgent ? 8 : 0)
  const all = <T>(of: (entry: NewEntry) => T) => entries.map(of)
  const entered = await sql<(Pick<Claim, 'objectKey' | 'messageId' | 'sequence'> & { isTaken: boolean })[]>`
    with ${first ?? sql`before as (select)`}, entry as materialized (
      select
        object_key, message_id, attempts, queue, position,
        (flags & 1) > 0 as held, (flags & 2) > 0 as is_first, (flags & 4) > 0 as is_free, (flags & 8) > 0 as is_urgent
      from unnest(
        ${all(({ objectKey }) => objectKey)}::text[],
        ${all(({ messageId }) => messageId)}::uuid[],
        ${all(({ attempts }) => attempts ?? 0)}::integer[],
        ${all(({ queue }) => queue ?? null)}::text[],
        ${all(flagsOf)}::integer[]
      ) with ordinality as entry (object_key, message_id, attempts, queue, flags, position)
    ), opened as (
      insert into lane (object_key, due_at, claimed_by)
      select
        object_key,
        case
          when held then 'infinity'::timestamptz
          when is_free then clock_timestamp() + make_interval(secs => ${seconds}::double precision)
          -- As though it had come an hour ago.
          when is_urgent then clock_timestamp() - interval '1 hour'
          else clock_timestamp()
        end,
        case when is_free then ${token}::text end
      from entry, before
      where is_first
      order by object_key collate "C"
      -- What waits behind others of its object goes with them: then those go sooner, unless they are in work, held, parked or to be tried later.
      on conflict (object_key) do update set due_at = case
        when lane.claimed_by is null and lane.parked_for is null and lane.due_at <= clock_timestamp() then least(lane.due_at, excluded.due_at)
        else lane.due_at
      end
      -- No transaction has changed a row that was just inserted.
      returning case when xmax = 0 and claimed_by = ${token} then object_key end as object_key
    ), taken as materialized (
      select coalesce(array_agg(object_key) filter (where object_key is not null), '{}') as keys from opened
    ), entered as (
      insert into queue_entry (object_key, message_id, held, attempts, queue)
      select object_key, message_id, held, case when is_first and object_key = any(keys) then 1 else attempts end, queue
      from entry, taken
      order by position
      ${first === undefined ? sql`on conflict (message_id, object_key) do nothing` : sql``}
      returning object_key, message_id, sequence
    ), told as materialized (
      -- Nobody else need look when all of it is in somebody's hands.
      select case when cardinality(keys) < ${entries.length}::integer then pg_notify('landbridge_work', '')::text end from taken
    )
    select object_key as "objectKey", message_id as "messageId", sequence, object_key = any(keys) as "isTaken"
    from told, taken left join entered on true`
  return entered.flatMap(({ isTaken, objectKey, messageId, sequence }) => {
    if (!isTaken || byKey.get(objectKey)?.[0]?.messageId !== messageId) return []
    return { objectKey, messageId, sequence, attempt: 1, token, isLast: byKey.get(objectKey)?.length === 1 }
  })
}
