import type { ISql as Sql } from 'postgres'
import { type DeliveryStatus, deliveryStatuses, leastFinished } from '../message/delivery-status.ts'
import type { Operation } from '../message/write.ts'

/** A message as a list shows it; the shape of `GET /api/messages`. */
export interface MessageView {
  id: string
  interface: string
  channel: string
  system: string
  idoc?: string
  xiMessageId?: string
  type: string
  status: DeliveryStatus
  /** ISO time. */
  receivedAt: string
  /** In the order of their object keys; in a list not all of a message that has very many. */
  deliveries: DeliveryView[]
  /** How many there are of them. */
  deliveryCount: number
}

export interface DeliveryView {
  objectKey: string
  status: DeliveryStatus
  attempts: number
  operation?: Operation
  /** Every row of the object as it stood after the last try that wrote something, and what was done to it. */
  rows: DeliveredRow[]
  reason?: string
  /** The other side's own code for the error, e.g. `0x80060892`. */
  code?: string
  /** ISO time of the next try. */
  dueAt?: string
  warnings: string[]
}

export interface DeliveredRow {
  table: string
  id: string
  operation?: Operation
  key?: Readonly<Record<string, string>>
}

export interface MessageRow {
  id: string
  identity: string
  interface: string
  channel: string
  system: string
  idoc: string | null
  type: string
  receivedAt: Date
}

/**
 * Messages as they stand now, in the order of the rows given. Of those with very many deliveries only some are given, as a list of fifty
 * documents of ten thousand objects each would else be one of half a million: those that are about `named`, then the least finished.
 */
export async function viewMessages(
  sql: Sql,
  rows: readonly MessageRow[],
  { named = '', most = 100 }: { readonly named?: string | undefined; readonly most?: number | undefined } = {},
): Promise<MessageView[]> {
  const ids = rows.map(({ id }) => id)
  const found = await readDeliveryRows(sql, ids, most + 1)
  const byMessage = Map.groupBy(found, ({ messageId }) => messageId)
  const large = [...byMessage].filter(([, { length }]) => length > most).map(([id]) => id)
  for (const [id, deliveries] of await leastFinishedOf(sql, large, { named, most })) byMessage.set(id, deliveries)
  return rows.map((row) => {
    const own = byMessage.get(row.id) ?? []
    return viewMessage(row, own.map(viewDelivery), own[0])
  })
}

/** A message as it stands now, with all of its deliveries. */
export async function viewWholeMessage(sql: Sql, row: MessageRow): Promise<MessageView> {
  return viewMessage(row, (await readDeliveryRows(sql, [row.id], null)).map(viewDelivery))
}

/** What became of a message for these of its objects, by their keys. */
export async function viewDeliveries(
  sql: Sql,
  messageId: string,
  objectKeys: readonly string[],
): Promise<Map<string, DeliveryView>> {
  const rows = await sql<DeliveryRow[]>`
    select ${shownColumns(sql)} from delivery_now where message_id = ${messageId} and object_key = any(${[...objectKeys]}::text[])`
  return new Map(rows.map((row) => [row.objectKey, viewDelivery(row)]))
}

function viewMessage(row: MessageRow, deliveries: DeliveryView[], all: OfAll = {}): MessageView {
  return {
    id: row.id,
    interface: row.interface,
    channel: row.channel,
    system: row.system,
    ...numberOf(row),
    type: row.type,
    status: all.messageStatus ?? leastFinished(deliveries.map(({ status }) => status)),
    receivedAt: row.receivedAt.toISOString(),
    deliveries,
    deliveryCount: all.total ?? deliveries.length,
  }
}

/** Of all deliveries of a message, where only some of them were read. */
interface OfAll {
  total?: number
  messageStatus?: DeliveryStatus
}

interface DeliveryRow extends OfAll {
  messageId: string
  objectKey: string
  status: DeliveryStatus
  attempts: number
  operation: Operation | null
  rows: DeliveredRow[]
  reason: string | null
  code: string | null
  dueAt: Date | null
  warnings: string[]
}

/** @param most of each message; all of them when null */
async function readDeliveryRows(sql: Sql, messageIds: string[], most: number | null): Promise<DeliveryRow[]> {
  if (messageIds.length === 0) return []
  return sql<DeliveryRow[]>`
    select delivery.*
    from unnest(${messageIds}::uuid[]) as message (id)
    cross join lateral (
      select ${shownColumns(sql)} from delivery_now
      where message_id = message.id
      order by object_key
      limit ${most}
    ) delivery
    order by "messageId", "objectKey"`
}

/** Those of each message that are about `named`, then its least finished ones, then the first. */
async function leastFinishedOf(
  sql: Sql,
  messageIds: string[],
  { named, most }: { readonly named: string; readonly most: number },
): Promise<Map<string, DeliveryRow[]>> {
  if (messageIds.length === 0) return new Map()
  const rows = await sql<DeliveryRow[]>`
    with chosen as materialized (
      select * from (
        select
          message_id, object_key, count(*) over message::integer as total,
          (${[...deliveryStatuses]}::text[])[min(array_position(${[...deliveryStatuses]}::text[], status_now)) over message] as least,
          row_number() over (
            partition by message_id
            order by
              ${named} <> '' and position(${named} in object_key) > 0 desc,
              array_position(${[...deliveryStatuses]}::text[], status_now), object_key
          ) as place
        from delivery_now
        where message_id = any(${messageIds}::uuid[])
        window message as (partition by message_id)
      ) ranked
      where place <= ${most}
    )
    select total, least as "messageStatus", ${shownColumns(sql)}
    from chosen
    join delivery_now using (message_id, object_key)
    order by message_id, object_key`
  return Map.groupBy(rows, ({ messageId }) => messageId)
}

function shownColumns(sql: Sql) {
  return sql`
    message_id as "messageId", object_key as "objectKey", status_now as status, attempts, operation, rows, reason, code,
    case when due_at > now() then due_at end as "dueAt", warnings`
}

function viewDelivery(delivery: DeliveryRow): DeliveryView {
  const { objectKey, status, attempts, operation, rows, reason, code, dueAt, warnings } = delivery
  return {
    objectKey,
    status,
    attempts,
    ...(operation !== null && { operation }),
    rows: rows.map(({ table, id, operation, key }) => ({ table, id, ...(operation && { operation }), ...(key && { key }) })),
    ...(reason !== null && { reason }),
    ...(code !== null && { code }),
    ...(dueAt !== null && { dueAt: dueAt.toISOString() }),
    warnings,
  }
}

/** What SAP knows it by; nothing of what did not come from SAP. */
function numberOf({ idoc, identity }: MessageRow): Pick<MessageView, 'idoc' | 'xiMessageId'> {
  if (idoc !== null) return { idoc }
  const [kind, xiMessageId] = identity.split('/')
  return kind === 'xi' && xiMessageId !== undefined ? { xiMessageId } : {}
}
