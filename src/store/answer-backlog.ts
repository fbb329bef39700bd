import type { ISql as Sql } from 'postgres'
import type { AnswerChannel } from '../message/answer.ts'

/** What one system still is to be told over one channel. */
export interface AnswerBacklog extends Pick<AnswerChannel, 'system' | 'kind'> {
  waiting: number
  /** So many of them SAP refuses for what they say; the others go out without them. */
  refused: number
  /** Since when the oldest of them waits; nothing when none does. */
  since: Date | null
  /** Why the last try failed, which message that was about and when it is tried again; nothing when none failed, or not yet. */
  failure: { reason: string; messageId: string; nextTryAt: Date } | null
}

/** Beyond this nobody counts any more; there are so many at least. Those whose messages came first are counted first. */
export const mostAnswers = 10_000

/** Every system that is answered, also if nothing waits for it. */
export async function readAnswerBacklogs(sql: Sql): Promise<AnswerBacklog[]> {
  const rows = await sql<(Omit<AnswerBacklog, 'failure'> & NullableFailure)[]>`
    select system, kind, backlog.*, failed.*
    from answered_system
    cross join lateral (
      select count(*)::float8 as waiting, (count(*) filter (where refused))::float8 as refused, min(queued_at) as since
      from (
        select refused, queued_at from answer
        where answer.system = answered_system.system and answer.kind = answered_system.kind and sent_at is null
        order by message_id limit ${mostAnswers}
      ) first
    ) backlog
    left join lateral (
      select message_id as "messageId", reason, due_at as "nextTryAt"
      from (
        select message_id, reason, due_at, refused from answer
        where answer.system = answered_system.system and answer.kind = answered_system.kind and sent_at is null
        order by message_id limit ${mostAnswers}
      ) first
      where reason is not null
      -- What all wait for says more than what one of them does.
      order by refused, message_id limit 1
    ) failed on true
    order by system, kind`
  return rows.map(({ reason, messageId, nextTryAt, ...backlog }) => ({
    ...backlog,
    failure: reason === null || messageId === null || nextTryAt === null ? null : { reason, messageId, nextTryAt },
  }))
}

type NullableFailure = {
  [name in keyof NonNullable<AnswerBacklog['failure']>]: NonNullable<AnswerBacklog['failure']>[name] | null
}
