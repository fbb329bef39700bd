import type { ISql, Sql, TransactionSql } from 'postgres'
import { audit, type By } from './audit.ts'
import { journal, lockMonths, type Month, monthOf } from './journal-months.ts'

/** What became of a month that was due. */
export type DueMonth =
  | { readonly month: string; readonly became: 'dropped'; readonly messages: number }
  /** So many of its messages have something left to do, or are to be answered. */
  | ({ readonly month: string; readonly became: 'kept' } & Left)
  /** Others had one of the tables for longer than is waited. */
  | { readonly month: string; readonly became: 'in use' }

interface Left {
  readonly open: number
  readonly unanswered: number
}

/**
 * Drops the months of the journal before that of `before`, the oldest first, each in one transaction with its line in the audit log. One
 * of which something is left to do, or to be answered, stays. Whoever stores or delivers meanwhile waits for about half a second at most; is
 * a table not had within it, that month and those after it are left for another time. Then goes what SAP was told of messages that are gone.
 */
export async function dropMonths(sql: Sql, before: Date, by: By): Promise<DueMonth[]> {
  const due: DueMonth[] = []
  for (const name of await monthsBefore(sql, monthOf(before))) {
    const one = await dropMonth(sql, name.replace('_', '-'), by)
    if (one !== undefined) due.push(one)
    if (one?.became === 'in use') break
  }
  await deleteAnswers(sql, monthOf(before))
  return due
}

/** Nothing when another node was faster. */
async function dropMonth(sql: Sql, month: string, by: By): Promise<DueMonth | undefined> {
  const { name, from, to } = monthOf(new Date(`${month}-01`))
  const dropped = sql.begin(async (tx): Promise<DueMonth | undefined> => {
    await lockMonths(tx)
    const left = await leftToDo(tx, { from, to })
    if (isSomething(left)) return { month, became: 'kept', ...left }
    const [{ messages }] = await tx<[{ messages: number }]>`
      select count(*)::float8 as messages from message where id >= ${from} and id < ${to}`
    const strayed = await deleteStrayed(tx, { from, to })
    const partitions = (await partitionNames(tx)).filter((partition) => partition.endsWith(`_${name}`))
    if (partitions.length === 0 && strayed === 0) return undefined
    await audit(tx, { ...by, action: 'drop month', subject: `month/${month}`, detail: `${messages} messages` })
    await lockTables(tx, partitions)
    // Who restarts a message reads its deliveries first: by now either its entry is seen, or the message is gone for whoever restarts it.
    if (isSomething(await leftToDo(tx, { from, to }))) throw new JustRestarted()
    if (partitions.length > 0) await tx.unsafe(`drop table ${partitions.join(', ')}`)
    return { month, became: 'dropped', messages }
  })
  return dropped.catch((error) => {
    if (isInUse(error)) return { month, became: 'in use' }
    throw error
  })
}

/** Those with a partition, and those of which rows lie in a default one. A partition that a person has detached is none of ours. */
async function monthsBefore(sql: Sql, { name, from }: Month): Promise<string[]> {
  const months = new Set((await partitionNames(sql)).map((partition) => partition.slice(-name.length)))
  for (const { table, column } of journal) {
    const strayed = await sql<{ month: string }[]>`
      select distinct
        to_char(to_timestamp(('x' || left(replace(${sql(column)}::text, '-', ''), 12))::bit(48)::bigint / 1000), 'YYYY_MM') as month
      from ${sql(`${table}_default`)} where ${sql(column)} < ${from}`
    for (const { month } of strayed) months.add(month)
  }
  return [...months].filter((month) => month < name).sort()
}

async function partitionNames(sql: ISql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select relname as name
    from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent in ('message'::regclass, 'delivery'::regclass, 'attempt'::regclass) and relname ~ '_[0-9]{4}_[0-9]{2}$'`
  return rows.map(({ name }) => name)
}

/**
 * What still refers to messages of a month and needs them: entries of the queue, held, parked and put off ones too, and answers that
 * a system of the settings waits for. Records, identities and the audit log only name them. What else there is (lanes, alerts, figures, value
 * mappings) names objects and codes.
 */
async function leftToDo(tx: ISql, { from, to }: Pick<Month, 'from' | 'to'>): Promise<Left> {
  const [left] = await tx<[Left]>`
    select
      (select count(distinct message_id) from queue_entry where message_id >= ${from} and message_id < ${to})::float8 as open,
      (
        select count(*) from answer join answered_system using (system, kind)
        where sent_at is null and message_id >= ${from} and message_id < ${to}
      )::float8 as unanswered`
  return left
}

function isSomething({ open, unanswered }: Left): boolean {
  return open + unanswered > 0
}

/** What came while its month had no partition. Its rows go one by one, which blocks nobody; gives how many there were. */
async function deleteStrayed(tx: ISql, { from, to }: Pick<Month, 'from' | 'to'>): Promise<number> {
  let count = 0
  for (const { table, column } of journal) {
    const strayed = await tx`
      delete from ${tx(`${table}_default`)} where ${tx(column)} >= ${from} and ${tx(column)} < ${to}`
    count += strayed.count
  }
  return count
}

/**
 * Locks what dropping partitions locks, all of it within half a second or not at all: while it waits, everybody waits behind it, and while it
 * waits no second, PostgreSQL (`deadlock_timeout`) ends nobody else's transaction for it. A node that falters here loses its connection.
 * Detaching a partition concurrently would lock less, but PostgreSQL does not do that beside a default one.
 */
async function lockTables(tx: TransactionSql, partitions: readonly string[]): Promise<void> {
  const tables = [...journal.map(({ table }) => table), ...journal.map(({ table }) => `${table}_default`), ...partitions]
  // Not lock_timeout, which begins anew for each table.
  await tx.unsafe("set local statement_timeout = '500ms'; set local idle_in_transaction_session_timeout = '500ms'")
  await tx.unsafe(`lock table ${tables.map((table) => `only ${table}`).join(', ')} in access exclusive mode`)
}

class JustRestarted extends Error {}

/** A statement was ended for its time, or one of two that waited for each other. */
function isInUse(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return error instanceof JustRestarted || code === '57014' || code === '40P01'
}

/** Only those of messages that are gone: older than the oldest there is. */
async function deleteAnswers(sql: Sql, { from }: Month): Promise<void> {
  await sql`
    delete from answer
    where message_id < least(${from}::uuid, coalesce((select id from message order by id limit 1), ${from}::uuid))`
}
