import type { ISql as Sql } from 'postgres'
import { type DeliveryStatus, leastFinished } from '../message/delivery-status.ts'
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
  deliveries: DeliveryView[]
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

/** Messages as they stand now, in the order of the rows given. */
export async function viewMessages(sql: Sql, rows: readonly MessageRow[]): Promise<MessageView[]> {
  const deliveries = await readDeliveryRows(
    sql,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const own = deliveries.filter(({ messageId }) => messageId === row.id).map(viewDelivery)
    return {
      id: row.id,
      interface: row.interface,
      channel: row.channel,
      system: row.system,
      ...(row.idoc === null ? { xiMessageId: row.identity.split('/')[1] ?? '' } : { idoc: row.idoc }),
      type: row.type,
      status: leastFinished(own.map(({ status }) => status)),
      receivedAt: row.receivedAt.toISOString(),
      deliveries: own,
    }
  })
}

interface DeliveryRow {
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

async function readDeliveryRows(sql: Sql, messageIds: string[]): Promise<DeliveryRow[]> {
  if (messageIds.length === 0) return []
  return sql<DeliveryRow[]>`
    select
      message_id as "messageId", object_key as "objectKey", status_now as status, attempts, operation, rows, reason, code,
      due_at as "dueAt", warnings
    from delivery_now
    where message_id = any(${messageIds}::uuid[])
    order by message_id, object_key`
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
