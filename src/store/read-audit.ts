import type { Sql } from 'postgres'

/** What a person or a program did. */
export interface AuditEntry {
  id: string
  at: Date
  who: string
  action: string
  /** The message it was done to. */
  messageId: string | null
  /** What else it was done to, e.g. `user/erika`. */
  subject: string | null
  reason: string | null
  /** What changed, or from where. */
  detail: string | null
}

interface Filter {
  readonly who?: string | undefined
  readonly messageId?: string | undefined
  readonly limit: number
  /** Only what was done before this entry. */
  readonly before?: string | undefined
}

/** The audit log, newest first. */
export async function readAudit(sql: Sql, { who, messageId, limit, before }: Filter): Promise<AuditEntry[]> {
  return sql<AuditEntry[]>`
    select id::text, at, who, action, message_id as "messageId", subject, reason, detail
    from audit
    where (${who ?? null}::text is null or who = ${who ?? null})
      and (${messageId ?? null}::uuid is null or message_id = ${messageId ?? null}::uuid)
      and (${before ?? null}::bigint is null or id < ${before ?? null}::bigint)
    order by id desc
    limit ${limit}`
}
