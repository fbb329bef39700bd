import type { ISql as Sql } from 'postgres'

/** One write of an attempt, without the values of its columns. */
export interface AskedWrite {
  table: string
  operation: 'upsert' | 'deactivate' | 'delete'
  key: Readonly<Record<string, string>>
  columns: string[]
}

/** Notes on attempts that were refused what they had asked for; the same transaction has just recorded them. */
export async function noteAsked(
  tx: Sql,
  attempts: readonly { messageId: string; objectKey: string; number: number; startedAt: Date; asked: readonly AskedWrite[] }[],
): Promise<void> {
  if (attempts.length === 0) return
  await tx`
    update attempt
    set asked = noted.asked::jsonb
    from unnest(
      ${attempts.map(({ messageId }) => messageId)}::uuid[], ${attempts.map(({ objectKey }) => objectKey)}::text[],
      ${attempts.map(({ number }) => number)}::integer[],
      ${attempts.map(({ startedAt }) => startedAt.toISOString())}::timestamptz[],
      ${attempts.map(({ asked }) => JSON.stringify(asked))}::text[]
    ) as noted (message_id, object_key, number, started_at, asked)
    where attempt.message_id = noted.message_id and attempt.object_key = noted.object_key
      and attempt.number = noted.number and attempt.started_at = noted.started_at`
}
