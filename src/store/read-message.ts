import type { ISql as Sql } from 'postgres'
import type { DeliveryStatus } from '../message/delivery-status.ts'
import { findMessage } from './find-message.ts'
import { type MessageView, viewMessages, viewWholeMessage } from './message-view.ts'
import type { NamedMessage } from './named-messages.ts'
import type { AskedWrite } from './note-asked.ts'
import { type DeedView, readDeeds, readKin } from './read-deeds.ts'

/** A message with everything that was tried; the shape of `GET /api/messages/{id}`. */
export interface MessageDetail extends MessageView {
  identity: string
  contentType: string
  /** Size of the payload; 0 when it was removed. */
  bytes: number
  /** After how many days the payload was removed; missing while it is there. */
  payloadKeptDays?: number
  /** How often the same document came again. */
  repeatedCount: number
  /** In the order they began. */
  attempts: AttemptView[]
  /** How many there were. */
  attemptCount: number
  /** What SAP was told of it; nothing while it is not to be told, or not yet. */
  answer?: AnswerView
  /** What people and programs did to it, in their order. */
  deeds: DeedView[]
  /** The message this one is a corrected copy of. */
  replaces?: NamedMessage
  /** Corrected copies of this one. */
  replacedBy?: NamedMessage[]
}

export interface AnswerView {
  /** ISO time; missing while it waits to be sent, or when it was given up. */
  sentAt?: string
  /** ISO time a person gave it up. */
  givenUpAt?: string
  /** SAP refuses it for what it says; others do not wait for it. */
  isRefused: boolean
  attempts: number
  /** Why it could not be sent yet. */
  reason?: string
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
  /** What the receiver called the request that failed. */
  requestId?: string
  /** What was asked of Dynamics 365, of an attempt that was refused. */
  asked?: AskedWrite[]
}

/**
 * The message that `findMessage` finds, with everything that was tried.
 * @param most so many of its deliveries, the least finished first, and of its attempts, the last ones; all when not given
 */
export async function readMessage(sql: Sql, id: string, most?: number): Promise<MessageDetail | undefined> {
  const row = await findMessage(sql, id)
  if (row === undefined) return undefined
  const views = most === undefined ? [await viewWholeMessage(sql, row)] : await viewMessages(sql, [row], { most })
  const { identity, contentType, bytes, repeatedCount, keptDays } = row
  const [attempts, answer, deeds] = await Promise.all([
    readAttempts(sql, row.id, most),
    readAnswer(sql, row.id),
    readDeeds(sql, row.id),
  ])
  const kin = await readKin(sql, identity, deeds)
  return {
    ...(views[0] as MessageView),
    identity,
    contentType,
    bytes,
    ...(keptDays !== null && { payloadKeptDays: keptDays }),
    repeatedCount,
    ...attempts,
    deeds,
    ...kin,
    ...(answer && { answer }),
  }
}

async function readAttempts(
  sql: Sql,
  messageId: string,
  most: number | undefined,
): Promise<Pick<MessageDetail, 'attempts' | 'attemptCount'>> {
  const rows = await sql<
    {
      objectKey: string
      number: number
      startedAt: Date
      finishedAt: Date
      outcome: DeliveryStatus
      reason: string | null
      code: string | null
      requestId: string | null
      asked: AskedWrite[] | null
      total: number
    }[]
  >`
    select
      object_key as "objectKey", number, started_at as "startedAt", finished_at as "finishedAt", outcome, reason, code,
      request_id as "requestId", asked, count(*) over ()::integer as total
    from (
      select object_key, number, started_at, finished_at, outcome, reason, code, request_id, asked
      from attempt where message_id = ${messageId}
      union all
      select object_key, attempts, started_at, finished_at, status, null, null, null, null
      from delivery where message_id = ${messageId} and started_at is not null
    ) attempt
    order by started_at desc, object_key desc, number desc
    limit ${most ?? null}`
  const attempts = rows.toReversed().map(({ startedAt, finishedAt, reason, code, requestId, asked, total: _, ...attempt }) => ({
    ...attempt,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    ...(reason !== null && { reason }),
    ...(code !== null && { code }),
    ...(requestId !== null && { requestId }),
    ...(asked !== null && { asked }),
  }))
  return { attempts, attemptCount: rows[0]?.total ?? 0 }
}

async function readAnswer(sql: Sql, messageId: string): Promise<AnswerView | undefined> {
  const [answer] = await sql<
    { sentAt: Date | null; isGivenUp: boolean; isRefused: boolean; attempts: number; reason: string | null }[]
  >`
    select sent_at as "sentAt", given_up as "isGivenUp", refused and sent_at is null as "isRefused", attempts, reason
    from answer where message_id = ${messageId}`
  if (answer === undefined) return undefined
  const { sentAt, isGivenUp, isRefused, attempts, reason } = answer
  const ended = sentAt && { [isGivenUp ? 'givenUpAt' : 'sentAt']: sentAt.toISOString() }
  return { isRefused, attempts, ...ended, ...(reason === null ? {} : { reason }) }
}
