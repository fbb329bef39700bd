import type { PendingQuery, Row, ISql as Sql } from 'postgres'
import { type DeliveryStatus, deliveryStatuses } from '../message/delivery-status.ts'
import { wordsQuery } from './found-by.ts'
import { idsBeginningWith, lowestId, xiIdentity } from './message-id.ts'
import { type MessageRow, type MessageView, viewMessages } from './message-view.ts'

/** What to look for; every condition given must hold. */
export interface MessageFilter {
  interface?: string | undefined
  /** The status a person sees, e.g. `delivering`. */
  status?: DeliveryStatus | undefined
  /** `interface/key`, or the business key alone, with or without leading zeros. */
  objectKey?: string | undefined
  /** DOCNUM, with or without leading zeros. */
  idoc?: string | undefined
  /** A message id or its beginning, or the whole id of an XI message. */
  messageId?: string | undefined
  /** Received at this time or later. */
  from?: Date | undefined
  /** Received at this time or earlier. */
  to?: Date | undefined
  /**
   * An IDoc number or business key, or words that all stand, with their beginnings, in what is known of one of the object's rows (names,
   * place, e-mail address, telephone, numbers), in the document of one that was held before anything of it was written, or in a reason. Of more than a thousand objects that fit, a thousand are looked at.
   */
  text?: string | undefined
  /** Words that all stand, with their beginnings, in one reason; the newest ten thousand deliveries that fit are looked at. */
  reason?: string | undefined
  /** The code of the error a delivery is held for, all of it. */
  heldFor?: string | undefined
  /** A text is not looked for in what rows hold, for whoever may not see that. */
  isBlindToRows?: boolean | undefined
  /** The newest come first, unless it says otherwise. */
  order?: 'newest' | 'oldest' | undefined
  limit?: number | undefined
  /** So many deliveries of a message at most, a hundred unless told: those about `objectKey`, then the least finished. */
  mostDeliveries?: number | undefined
  /** `next` of the page before. */
  cursor?: string | undefined
}

/** Messages in the order of their arrival, a page at a time; without `next` this page is the last. */
export async function findMessages(sql: Sql, filter: MessageFilter): Promise<{ items: MessageView[]; next?: string }> {
  const limit = Math.min(Math.max(1, filter.limit ?? 50), 500)
  const where = conditions(sql, filter)
  if (where === undefined) return { items: [] }
  const rows = await sql<MessageRow[]>`
    select id, identity, interface, channel, system, idoc, type, received_at as "receivedAt"
    from message
    where ${where.reduce((all, one) => sql`${all} and ${one}`, sql`true`)}
    order by id ${filter.order === 'oldest' ? sql`asc` : sql`desc`}
    limit ${limit + 1}`
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const items = await viewMessages(sql, page, { named: filter.objectKey, most: filter.mostDeliveries })
  return rows.length > limit && last !== undefined ? { items, next: last.id } : { items }
}

type Condition = PendingQuery<Row[]>

/** Nothing when no message can fit, because an id in the filter is not the beginning of one. */
function conditions(sql: Sql, filter: MessageFilter): Condition[] | undefined {
  const { status, objectKey, idoc, messageId, from, to, text, reason, heldFor, cursor } = filter
  const where: Condition[] = []
  if (filter.interface) where.push(sql`interface = ${filter.interface}`)
  if (idoc) where.push(withIdoc(sql, idoc))
  if (from) where.push(sql`id >= ${lowestId(from)}`)
  if (to) where.push(sql`id < ${lowestId(new Date(to.getTime() + 1))}`)
  for (const [given, condition] of [
    [messageId, (ids: { from: string; to: string }) => withId(sql, ids, messageId)],
    [cursor, (ids: { from: string; to: string }) => (filter.order === 'oldest' ? sql`id > ${ids.to}` : sql`id < ${ids.from}`)],
  ] as const) {
    if (!given) continue
    const ids = idsBeginningWith(given)
    if (ids === undefined) return undefined
    where.push(condition(ids))
  }
  if (objectKey) where.push(aboutObject(sql, objectKey))
  if (text) where.push(mentions(sql, text, filter.isBlindToRows ?? false))
  if (reason) where.push(saysWhy(sql, reason))
  if (heldFor) {
    where.push(
      sql`id = any(array(select message_id from delivery where status = 'held' and code is not null and code = ${heldFor}))`,
    )
  }
  if (status) where.push(...inStatus(sql, status))
  return where
}

/**
 * Here and below, ids come as an array, read first through the index of what is looked for. As a join PostgreSQL would guess
 * how many there are, guess too many, and walk through the whole journal from its newest message.
 */
function withIdoc(sql: Sql, idoc: string): Condition {
  return sql`id = any(array(
    select id from message where ltrim(idoc, '0') = ${idoc.replace(/^0+/, '')} and idoc is not null
  ))`
}

function withId(sql: Sql, { from, to }: { from: string; to: string }, given = ''): Condition {
  const identity = xiIdentity(given)
  if (identity === undefined) return sql`id between ${from} and ${to}`
  // A whole id, which may also be that of an XI message.
  return sql`id = any(array(
    select ${from}::uuid union all select message_id from message_identity where identity = ${identity}
  ))`
}

function aboutObject(sql: Sql, objectKey: string): Condition {
  return sql`id = any(array(
    select message_id from delivery where object_key = ${objectKey}
    union all
    select message_id from delivery
    where ltrim(substr(object_key, strpos(object_key, '/') + 1), '0') = ${objectKey.replace(/^0+/, '')}
  ))`
}

function mentions(sql: Sql, text: string, isBlindToRows: boolean): Condition {
  const words = wordsQuery(text)
  if (words === undefined) return sql`false`
  const number = text.trim().replace(/^0+/, '')
  return sql`id = any(array(
    select message_id from delivery where object_key = any(array(
      select object_key from record
      where to_tsvector('simple', found_by) @@ to_tsquery('simple', ${words}) and not ${isBlindToRows}
      limit ${mostFound}
    ))
    union all
    (
      select message_id from delivery
      where found_by is not null and to_tsvector('simple', found_by) @@ to_tsquery('simple', ${words}) and not ${isBlindToRows}
      limit ${mostFound}
    )
    union all
    (
      select message_id from delivery
      where reason is not null and to_tsvector('simple', reason) @@ to_tsquery('simple', ${words})
      limit ${mostFound}
    )
    union all
    select message_id from delivery where ltrim(substr(object_key, strpos(object_key, '/') + 1), '0') = ${number}
    union all
    select id from message where ltrim(idoc, '0') = ${number} and idoc is not null
  ))`
}

function saysWhy(sql: Sql, reason: string): Condition {
  const words = wordsQuery(reason)
  if (words === undefined) return sql`false`
  return sql`id = any(array(
    select message_id from delivery
    where reason is not null and to_tsvector('simple', reason) @@ to_tsquery('simple', ${words})
    order by message_id desc
    limit ${10 * mostFound}
  ))`
}

/** So many objects, and so many deliveries of a like reason, are looked at for one text. */
const mostFound = 1000

/**
 * A message's status is that of its least finished delivery. The first condition is only there to be fast: few messages have a
 * delivery of that status. `coalesce` is for the planner, which takes a bare comparison for so rare that it sorts all of them.
 */
function inStatus(sql: Sql, status: DeliveryStatus): Condition[] {
  const rank = (of: DeliveryStatus) => deliveryStatuses.indexOf(of) + 1
  const least = sql`coalesce((
    select coalesce(min(array_position(${[...deliveryStatuses]}::text[], status_now)), ${rank('delivered')})
    from delivery_now
    where delivery_now.message_id = message.id
  ) = ${rank(status)}, false)`
  if (status === 'delivered') return [least]
  if (status === 'delivering') return [beingWorkedOn(sql), least]
  return [sql`id in (select message_id from delivery where status = ${status} and status <> 'delivered')`, least]
}

/** The lanes know who is at work; on each it is the first entry. */
function beingWorkedOn(sql: Sql): Condition {
  return sql`id = any(array(
    select head.message_id
    from lane
    cross join lateral (
      select message_id from queue_entry where object_key = lane.object_key order by sequence limit 1
    ) head
    where claimed_by is not null and due_at > now()
  ))`
}
