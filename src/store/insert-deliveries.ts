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
  const all = <T>(of: (delivery: NewDelivery) => T) => deliveries.map(of)
  await sql`
    insert into delivery (message_id, object_key, version, status, reason)
    select * from unnest(
      ${all(({ messageId }) => messageId)}::uuid[], ${all(({ objectKey }) => objectKey)}::text[],
      ${all(({ version }) => version)}::text[], ${all(({ status }) => status)}::text[],
      ${all(({ reason }) => reason ?? null)}::text[]
    )`
}
