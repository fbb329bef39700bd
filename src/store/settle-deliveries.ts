import type { ISql as Sql } from 'postgres'
import { type DeliveryStatus, isOpen } from '../message/delivery-status.ts'
import type { Operation, RowResult } from '../message/write.ts'
import { packed } from './packed.ts'

/** What became of a delivery in one attempt. */
export interface DeliveryOutcome {
  messageId: string
  objectKey: string
  /** The delivery's status from now on; `waiting` when it is tried again. */
  status: DeliveryStatus
  /** Number of the attempt, from the claim. */
  attempt: number
  startedAt: Date
  operation?: Operation
  rows: readonly RowResult[]
  reason?: string
  /** The other side's own code for the error, e.g. `0x80060892`. */
  code?: string
  /** The other side's own name for the request that failed. */
  requestId?: string
  warnings: readonly string[]
}

/**
 * Keeps the attempts and notes on each delivery what it came to. The caller holds the claims (`lockStillHeld`) in the same
 * transaction; a delivery whose claim was lost must not be among the outcomes.
 */
export async function recordAttempts(tx: Sql, outcomes: readonly DeliveryOutcome[]): Promise<void> {
  if (outcomes.length === 0) return
  const finishedAt = new Date().toISOString()
  const all = <T>(of: (outcome: DeliveryOutcome) => T) => outcomes.map(of)
  await tx`
    with outcome as materialized (
      select * from unnest(
        string_to_array(${packed(all(({ messageId }) => messageId))}, chr(30))::uuid[],
        ${all(({ objectKey }) => objectKey)}::text[],
        string_to_array(${packed(all(({ attempt }) => attempt))}, chr(30))::integer[],
        string_to_array(${packed(all(({ startedAt }) => startedAt.toISOString()))}, chr(30))::timestamptz[],
        string_to_array(${packed(all(({ status }) => status))}, chr(30)),
        string_to_array(${packed(all(({ status }) => !isOpen[status]))}, chr(30))::boolean[],
        string_to_array(${packed(all(isAllThereWas))}, chr(30))::boolean[],
        ${all(({ reason }) => reason ?? null)}::text[], ${all(({ code }) => code ?? null)}::text[],
        ${all(({ requestId }) => requestId ?? null)}::text[],
        string_to_array(${packed(all(({ operation }) => operation ?? '-'))}, chr(30)),
        string_to_array(${packed(all(({ rows }) => (rows.length > 0 ? JSON.stringify(rows) : 'null')))}, chr(30)),
        string_to_array(${packed(all(({ warnings }) => JSON.stringify(warnings)))}, chr(30))
      ) as outcome (
        message_id, object_key, attempt, started_at, status, is_finished, is_all, reason, code, request_id, operation, rows, warnings
      )
    ), kept as (
      insert into attempt (message_id, object_key, number, started_at, finished_at, outcome, reason, code, request_id)
      select message_id, object_key, attempt, started_at, ${finishedAt}::timestamptz, status, reason, code, request_id from outcome
      where not is_all
      on conflict do nothing
    )
    update delivery
    set
      status = outcome.status,
      reason = outcome.reason,
      code = outcome.code,
      attempts = outcome.attempt,
      operation = coalesce(nullif(outcome.operation, '-'), delivery.operation),
      -- An attempt that wrote nothing does not make us forget what an earlier one wrote.
      rows = coalesce(nullif(outcome.rows, 'null')::jsonb, delivery.rows),
      warnings = outcome.warnings::jsonb,
      finished_at = case when outcome.is_finished then ${finishedAt}::timestamptz end,
      started_at = case when outcome.is_all then outcome.started_at end
    from outcome
    where delivery.message_id = outcome.message_id and delivery.object_key = outcome.object_key`
}

/** Whether the first attempt went well, with nothing to tell of: the delivery says all of it, and no row of its own is kept. */
function isAllThereWas({ attempt, status, reason, code }: DeliveryOutcome): boolean {
  return attempt === 1 && !isOpen[status] && reason === undefined && code === undefined
}
