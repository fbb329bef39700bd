import type { ISql as Sql } from 'postgres'
import type { AwaitedOutcome } from '../message/awaited-outcome.ts'
import { type DeliveryStatus, leastFinished } from '../message/delivery-status.ts'

/** What became of a message so far. */
export async function readOutcome(sql: Sql, messageId: string): Promise<AwaitedOutcome> {
  const deliveries = await sql<{ status: DeliveryStatus; reason: string | null; rows: { table: string; id: string }[] }[]>`
    select status_now as status, reason, rows
    from delivery_now
    where message_id = ${messageId}
    order by object_key`
  const reasons = deliveries.flatMap(({ reason }) => (reason === null ? [] : [reason]))
  return {
    status: leastFinished(deliveries.map(({ status }) => status)),
    rows: deliveries.flatMap(({ rows }) => rows.map(({ table, id }) => ({ table, id }))),
    reason: reasons.length === 0 ? undefined : [...new Set(reasons)].join('\n'),
  }
}
