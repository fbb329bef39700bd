import type { ISql as Sql } from 'postgres'
import type { Refusal } from '../message/refusal.ts'

/** The same refusal, so many times. */
export interface CountedRefusal extends Refusal {
  /** What makes two the same one. */
  readonly same: string
  readonly firstAt: Date
  readonly lastAt: Date
  readonly times: number
}

/** Adds to what all nodes counted before. Of what is the same the newest tells where it came from, why, and which document it was. */
export async function addRefusals(sql: Sql, refusals: readonly CountedRefusal[]): Promise<void> {
  if (refusals.length === 0) return
  // In the order of the key, so that two nodes cannot block each other in a circle.
  const sorted = refusals.toSorted((a, b) => (a.same < b.same ? -1 : 1))
  const texts = (of: (one: CountedRefusal) => string | undefined) => sorted.map((one) => of(one) ?? null)
  await sql`
    insert into refusal (same, channel, sender, system, came_from, status, reason, document, first_at, last_at, times)
    select * from unnest(
      ${texts(({ same }) => same)}::text[], ${texts(({ channel }) => channel)}::text[], ${texts(({ sender }) => sender)}::text[],
      ${texts(({ system }) => system)}::text[], ${texts(({ from }) => from)}::text[],
      ${sorted.map(({ status }) => status ?? null)}::integer[], ${texts(({ reason }) => reason)}::text[],
      ${texts(({ document }) => document)}::text[], ${sorted.map(({ firstAt }) => firstAt.toISOString())}::timestamptz[],
      ${sorted.map(({ lastAt }) => lastAt.toISOString())}::timestamptz[], ${sorted.map(({ times }) => times)}::bigint[]
    )
    on conflict (same) do update set
      came_from = excluded.came_from, reason = excluded.reason, document = excluded.document,
      first_at = least(refusal.first_at, excluded.first_at), last_at = greatest(refusal.last_at, excluded.last_at),
      times = refusal.times + excluded.times`
}

export interface StoredRefusal {
  id: string
  channel: string
  sender: string | null
  system: string | null
  from: string
  status: number | null
  reason: string
  document: string | null
  firstAt: Date
  lastAt: Date
  times: number
}

/** The last ones first. @param before the page before ended with this one */
export async function readRefusals(
  sql: Sql,
  { limit, before }: { limit: number; before?: { lastAt: Date; id: string } | undefined },
): Promise<StoredRefusal[]> {
  return sql<StoredRefusal[]>`
    select id::text, channel, sender, system, came_from as "from", status, reason, document,
      first_at as "firstAt", last_at as "lastAt", times::float8 as times
    from refusal
    where (${before === undefined} or (last_at, id) < (${before?.lastAt ?? null}::timestamptz, ${before?.id ?? null}::bigint))
    order by last_at desc, id desc
    limit ${limit}`
}

/** How many packets were refused since then; those of the hour it falls into count as a whole where the last of them is later. */
export async function countRefused(sql: Sql, since: Date): Promise<number> {
  const [sum] = await sql<{ times: number }[]>`
    select coalesce(sum(times), 0)::float8 as times from refusal where last_at >= ${since}`
  return sum?.times ?? 0
}

/** What was refused since then of those that are known here: the newest for each channel and system. */
export async function refusedSenders(
  sql: Sql,
  since: Date,
): Promise<{ channel: string; of: string; status: number | null; reason: string }[]> {
  return sql`
    select distinct on (channel, coalesce(system, sender)) channel, coalesce(system, sender) as "of", status, reason
    from refusal
    where last_at >= ${since} and sender is not null
    order by channel, coalesce(system, sender), last_at desc, id desc`
}

/** Keeps the newest, so many at most, and none that was seen before the moment last. */
export async function dropRefusals(sql: Sql, { before, most }: { before: Date; most: number }): Promise<void> {
  await sql`
    delete from refusal
    where last_at < ${before} or id in (select id from refusal order by last_at desc, id desc offset ${most})`
}
