import type { ISql as Sql } from 'postgres'
import type { AnswerChannel } from '../message/answer.ts'

/** An answer that SAP refuses for what it says. */
export interface RefusedAnswer extends Pick<AnswerChannel, 'system' | 'kind'> {
  messageId: string
  idoc: string | null
  xiMessageId: string | null
  type: string
  interface: string
  /** Why SAP refused it the last time. */
  reason: string
  /** Since when it waits to be sent. */
  since: Date
  attempts: number
  nextTryAt: Date
}

/** Of the systems that are answered, those of the oldest messages first. @param after the page before ended with this message */
export async function readRefusedAnswers(
  sql: Sql,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<RefusedAnswer[]> {
  return sql<RefusedAnswer[]>`
    select
      message_id as "messageId", idoc, case when identity like 'xi/%' then split_part(identity, '/', 2) end as "xiMessageId", type, interface,
      answer.system, answer.kind, coalesce(reason, '') as reason, queued_at as since, attempts, due_at as "nextTryAt"
    from answer
    join answered_system using (system, kind)
    join message on message.id = message_id
    where sent_at is null and refused and (${after === undefined} or message_id > ${after ?? null}::uuid)
    order by message_id
    limit ${limit}`
}

/** How the answer to a message stands. */
export interface AnswerState {
  system: string
  standing: 'waits' | 'is refused' | 'was sent' | 'was given up'
  /** Why SAP did not take it the last time. */
  reason: string | null
}

/** It stays so until the transaction ends. Nothing where SAP is not to be told of the message, or not yet. */
export async function lockAnswer(tx: Sql, messageId: string): Promise<AnswerState | undefined> {
  const [state] = await tx<AnswerState[]>`
    select system, reason,
      case
        when given_up then 'was given up'
        when sent_at is not null then 'was sent'
        when refused then 'is refused'
        else 'waits'
      end as standing
    from answer where message_id = ${messageId}
    for update`
  return state
}

/** One that is on its way just now may still be taken; it then counts as sent. */
export async function noteGivenUp(tx: Sql, messageId: string): Promise<void> {
  await tx`update answer set sent_at = now(), given_up = true where message_id = ${messageId}`
}

/** A refused answer goes out with the next look, as if it had not been tried. */
export async function makeDue(tx: Sql, messageId: string): Promise<void> {
  await tx`update answer set due_at = now(), attempts = 0 where message_id = ${messageId}`
}
