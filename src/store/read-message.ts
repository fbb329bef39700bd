import type { ISql as Sql } from 'postgres'
import type { DeliveryStatus } from '../message/delivery-status.ts'
import { idsBeginningWith } from './message-id.ts'
import { type MessageRow, type MessageView, viewMessages } from './message-view.ts'

/** A message with everything that was tried; the shape of `GET /api/messages/{id}`. */
export interface MessageDetail extends MessageView {
  identity: string
  contentType: string
  /** Size of the payload. */
  bytes: number
  /** How often the same document came again. */
  repeatedCount: number
  attempts: AttemptView[]
}

export interface AttemptView {
  objectKey: string
  number: number
  /** ISO times. */
  startedAt: string
  finishedAt: string
  outcome: DeliveryStatus
  reason?: string
  code?: string
}

/** The message with this id, or the only one whose id begins so; nothing when there is none or several. */
export async function readMessage(sql: Sql, id: string): Promise<MessageDetail | undefined> {
  const ids = idsBeginningWith(id)
  if (ids === undefined) return undefined
  const [row, another] = await sql<(MessageRow & { contentType: string; bytes: number; repeatedCount: number })[]>`
    select
      id, message.identity, interface, channel, system, idoc, type, received_at as "receivedAt",
      content_type as "contentType", length(payload) as bytes, coalesce(repeated, 0) as "repeatedCount"
    from message
    left join message_identity on message_identity.identity = message.identity
    where id between ${ids.from} and ${ids.to}
    limit 2`
  if (row === undefined || another !== undefined) return undefined
  const [view] = await viewMessages(sql, [row])
  if (view === undefined) return undefined
  const { identity, contentType, bytes, repeatedCount } = row
  return { ...view, identity, contentType, bytes, repeatedCount, attempts: await readAttempts(sql, row.id) }
}

async function readAttempts(sql: Sql, messageId: string): Promise<AttemptView[]> {
  const attempts = await sql<
    {
      objectKey: string
      number: number
      startedAt: Date
      finishedAt: Date
      outcome: DeliveryStatus
      reason: string | null
      code: string | null
    }[]
  >`
    select
      object_key as "objectKey", number, started_at as "startedAt", finished_at as "finishedAt", outcome, reason, code
    from attempt
    where message_id = ${messageId}
    order by started_at, object_key, number`
  return attempts.map(({ startedAt, finishedAt, reason, code, ...attempt }) => ({
    ...attempt,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    ...(reason !== null && { reason }),
    ...(code !== null && { code }),
  }))
}
