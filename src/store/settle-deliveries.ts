import type { ISql as Sql } from 'postgres'
import { type DeliveryStatus, isOpen } from '../message/delivery-status.ts'
import type { Operation, RowResult } from '../message/write.ts'

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
  warnings: readonly string[]
}

/**
 * Keeps the attempts and notes on each delivery what it came to. The caller holds the claims (`lockStillHeld`) in the same
 * transaction; a delivery whose claim was lost must not be among the outcomes.
 */
export async function recordAttempts(tx: Sql, outcomes: readonly DeliveryOutcome[]): Promise<void> {
  if (outcomes.length === 0) return
  const finishedAt = new Date()
  const rows = tx.json(outcomes.map((outcome) => ({ ...outcome, finishedAt, isFinished: !isOpen[outcome.status] })) as never)
  await tx`
    insert into attempt (message_id, object_key, number, started_at, finished_at, outcome, reason, code)
    select "messageId", "objectKey", attempt, "startedAt", "finishedAt", status, reason, code
    from json_to_recordset(${rows}::json) as outcome (
      "messageId" uuid, "objectKey" text, attempt integer, "startedAt" timestamptz, "finishedAt" timestamptz,
      status text, reason text, code text
    )
    on conflict do nothing`
  await tx`
    update delivery
    set
      status = outcome.status,
      reason = outcome.reason,
      code = outcome.code,
      attempts = outcome.attempt,
      operation = coalesce(outcome.operation, delivery.operation),
      -- An attempt that wrote nothing does not make us forget what an earlier one wrote.
      rows = case when jsonb_array_length(outcome.rows) > 0 then outcome.rows else delivery.rows end,
      warnings = outcome.warnings,
      finished_at = case when outcome."isFinished" then outcome."finishedAt" end
    from json_to_recordset(${rows}::json) as outcome (
      "messageId" uuid, "objectKey" text, attempt integer, "finishedAt" timestamptz, "isFinished" boolean,
      status text, reason text, code text, operation text, rows jsonb, warnings jsonb
    )
    where delivery.message_id = outcome."messageId" and delivery.object_key = outcome."objectKey"`
}
