import type { ISql, Sql } from 'postgres'
import { lowestId } from './message-id.ts'

/** Which payloads are due: those of an interface that came before a moment, kept for so many days. */
export interface DuePayloads {
  readonly interface: string
  readonly before: Date
  readonly keptDays: number
}

/**
 * Removes the next payloads that are due, a batch in one transaction, with what else quotes the documents: reasons and warnings of their
 * deliveries and attempts. Those of messages that are open or not yet answered stay, and are looked at again each time. Tells how many were removed, and
 * whether there may be more; nothing while another node is at it.
 */
export async function removePayloads(
  sql: Sql,
  due: DuePayloads,
  batch = 500,
): Promise<{ removed: number; isMore: boolean } | undefined> {
  return sql.begin(async (tx) => {
    await tx`insert into payload_removal (interface, gone_through) values (${due.interface}, ${firstId}) on conflict do nothing`
    const [place] = await tx<{ id: string }[]>`
      select gone_through as id from payload_removal where interface = ${due.interface} for update skip locked`
    if (place === undefined) return undefined
    const overdue = await settledSince(tx, due.interface, batch)
    const next = await nextOnes(tx, due, place.id, batch - overdue.length)
    const removed = await remove(tx, [...overdue, ...next.ids], due.keptDays)
    const isRemoved = new Set(removed)
    await tx`delete from overdue_payload where message_id = any(${overdue.filter((id) => isRemoved.has(id))}::uuid[])`
    await tx`
      insert into overdue_payload (message_id, interface)
      select id, ${due.interface} from message
      where id = any(${next.ids.filter((id) => !isRemoved.has(id))}::uuid[]) and payload is not null
      on conflict do nothing`
    await tx`update payload_removal set gone_through = ${next.goneThrough} where interface = ${due.interface}`
    return { removed: removed.length, isMore: next.isMore }
  })
}

/** Before all that there can be. */
const firstId = lowestId(new Date(0))

/** Of those that were open when they were due the ones that are no more. A message that is gone with its month is forgotten. */
async function settledSince(tx: ISql, interfaceName: string, most: number): Promise<string[]> {
  await tx`
    delete from overdue_payload
    where interface = ${interfaceName} and not exists (select from message where id = message_id and payload is not null)`
  const rows = await tx<{ id: string }[]>`
    select message_id as id from overdue_payload
    where interface = ${interfaceName} and ${isSettled(tx, 'overdue_payload.message_id')}
    order by message_id limit ${most}`
  return rows.map(({ id }) => id)
}

async function nextOnes(
  tx: ISql,
  due: DuePayloads,
  after: string,
  most: number,
): Promise<{ ids: string[]; goneThrough: string; isMore: boolean }> {
  const before = lowestId(due.before)
  if (most === 0) return { ids: [], goneThrough: after, isMore: true }
  const rows = await tx<{ id: string }[]>`
    select id from message
    where interface = ${due.interface} and id > ${after} and id < ${before}
    order by id limit ${most}`
  const ids = rows.map(({ id }) => id)
  const last = ids.at(-1)
  if (ids.length === most && last !== undefined) return { ids, goneThrough: last, isMore: true }
  // With a longer time than before, this is a moment that was gone through already.
  return { ids, goneThrough: before > after ? before : after, isMore: false }
}

/**
 * Whoever restarts a message holds its row meanwhile (`keepPayload`): locked first, in the order of their ids, it is seen by the second statement whether
 * they are open by now, and who comes later finds the payload gone.
 */
async function remove(tx: ISql, ids: readonly string[], keptDays: number): Promise<string[]> {
  if (ids.length === 0) return []
  await tx`select from message where id = any(${[...ids]}::uuid[]) order by id for no key update`
  const rows = await tx<{ id: string }[]>`
    update message set payload = null, kept_days = ${keptDays}
    where id = any(${[...ids]}::uuid[]) and payload is not null and ${isSettled(tx, 'message.id')}
    returning id`
  const removed = rows.map(({ id }) => id)
  await tx`
    update delivery set reason = case when status = 'cancelled' then reason end, warnings = '[]', found_by = null
    where message_id = any(${removed}::uuid[]) and (reason is not null or warnings <> '[]' or found_by is not null)`
  await tx`update attempt set reason = null where message_id = any(${removed}::uuid[]) and reason is not null`
  // Of a system that is answered no more; of an XI message there would be nothing to answer with.
  await tx`delete from answer where message_id = any(${removed}::uuid[]) and sent_at is null`
  return removed
}

function isSettled(sql: ISql, id: string) {
  return sql`
    not exists (select from queue_entry where queue_entry.message_id = ${sql(id)})
    and not exists (
      select from answer join answered_system using (system, kind) where answer.message_id = ${sql(id)} and sent_at is null
    )`
}
