import type { ISql as Sql } from 'postgres'

export interface NewDelivery {
  messageId: string
  objectKey: string
  /** Of the document: tells later whether a newer one was delivered before. */
  version: string
  status: 'waiting' | 'held'
  reason?: string
}

/** Notes what a message means for each of its objects. Part of the transaction that stores the message and enqueues. */
export async function insertDeliveries(sql: Sql, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return
  await sql`
    insert into delivery (message_id, object_key, version, status, reason)
    select "messageId", "objectKey", version, status, reason
    from json_to_recordset(${sql.json(deliveries as never)}::json)
      as row ("messageId" uuid, "objectKey" text, version text, status text, reason text)`
}
