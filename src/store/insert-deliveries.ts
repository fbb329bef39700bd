import type { Fragment, ISql as Sql } from 'postgres'
import { packed } from './packed.ts'

export interface NewDelivery {
  messageId: string
  objectKey: string
  /** Of the document: tells later whether a newer one was delivered before. */
  version: string
  status: 'waiting' | 'held'
  reason?: string
}

/** Notes what a message means for each of its objects. Part of the transaction that stores the message and enqueues, or of its statement. */
export function insertDeliveries(sql: Sql, deliveries: readonly NewDelivery[]): Fragment {
  const all = <T>(of: (delivery: NewDelivery) => T) => deliveries.map(of)
  return sql`
    insert into delivery (message_id, object_key, version, status, reason)
    select * from unnest(
      string_to_array(${packed(all(({ messageId }) => messageId))}, chr(30))::uuid[],
      ${all(({ objectKey }) => objectKey)}::text[], ${all(({ version }) => version)}::text[],
      string_to_array(${packed(all(({ status }) => status))}, chr(30)),
      ${all(({ reason }) => reason ?? null)}::text[]
    )`
}
