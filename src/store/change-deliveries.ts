import type { ISql as Sql } from 'postgres'

/** Deliveries that were restarted: waiting again, whatever they were before. A first attempt that was all there was gets a row of its own. */
export async function reopenDeliveries(tx: Sql, messageId: string, objectKeys: readonly string[]): Promise<void> {
  await tx`
    insert into attempt (message_id, object_key, number, started_at, finished_at, outcome)
    select message_id, object_key, attempts, started_at, finished_at, status
    from delivery
    where message_id = ${messageId} and object_key = any(${objectKeys as string[]}::text[]) and started_at is not null`
  await tx`
    update delivery
    set status = 'waiting', reason = null, code = null, started_at = null, finished_at = null
    where message_id = ${messageId} and object_key = any(${objectKeys as string[]}::text[])`
}

/** Deliveries that a person took out of the queue. */
export async function cancelDeliveries(tx: Sql, messageId: string, objectKeys: readonly string[], reason: string): Promise<void> {
  await tx`
    update delivery
    set status = 'cancelled', reason = ${reason}, finished_at = clock_timestamp()
    where message_id = ${messageId} and object_key = any(${objectKeys as string[]}::text[])`
}

/** What a message's deliveries were last decided to be. */
export async function readDeliveries(
  sql: Sql,
  messageId: string,
): Promise<{ objectKey: string; status: string; attempts: number }[]> {
  return sql<{ objectKey: string; status: string; attempts: number }[]>`
    select object_key as "objectKey", status, attempts from delivery where message_id = ${messageId} order by object_key`
}
