import type { ISql as Sql } from 'postgres'
import type { DeliveryStatus } from '../message/delivery-status.ts'

/** One delivery as a link to it says: which message it is, how it stands, and why. */
export interface NamedDelivery {
  messageId: string
  objectKey: string
  idoc?: string
  xiMessageId?: string
  type: string
  /** ISO time. */
  receivedAt: string
  status: DeliveryStatus
  reason?: string
}

/** These deliveries as people call them, by message and object key; one that retention dropped is missing. */
export async function nameDeliveries(
  sql: Sql,
  deliveries: readonly { messageId: string; objectKey: string }[],
): Promise<Map<string, NamedDelivery>> {
  if (deliveries.length === 0) return new Map()
  const rows = await sql<NamedRow[]>`
    select
      id as "messageId", object_key as "objectKey", idoc, identity, type, received_at as "receivedAt", status_now as status, reason
    from unnest(
      ${deliveries.map(({ messageId }) => messageId)}::uuid[], ${deliveries.map(({ objectKey }) => objectKey)}::text[]
    ) as wanted (message_id, key)
    join message on id = wanted.message_id
    join delivery_now on delivery_now.message_id = wanted.message_id and object_key = wanted.key`
  return new Map(rows.map((row) => [deliveryName(row), named(row)]))
}

/** The last delivery of each of these objects. */
export async function lastDeliveries(sql: Sql, objectKeys: readonly string[]): Promise<Map<string, NamedDelivery>> {
  const last = await sql<{ messageId: string; objectKey: string }[]>`
    select last.message_id as "messageId", key as "objectKey"
    from unnest(${objectKeys as string[]}::text[]) as wanted (key)
    cross join lateral (
      select message_id from delivery where object_key = key order by message_id desc limit 1
    ) last`
  const found = await nameDeliveries(sql, last)
  return new Map([...found.values()].map((delivery) => [delivery.objectKey, delivery]))
}

/** By which `nameDeliveries` tells one from the other. */
export function deliveryName({ messageId, objectKey }: { messageId: string; objectKey: string }): string {
  return `${messageId} ${objectKey}`
}

interface NamedRow extends Omit<NamedDelivery, 'idoc' | 'receivedAt' | 'reason'> {
  idoc: string | null
  identity: string
  receivedAt: Date
  reason: string | null
}

function named({ idoc, identity, receivedAt, reason, ...row }: NamedRow): NamedDelivery {
  return {
    ...row,
    ...(idoc === null ? { xiMessageId: identity.split('/')[1] ?? '' } : { idoc }),
    receivedAt: receivedAt.toISOString(),
    ...(reason !== null && { reason }),
  }
}
