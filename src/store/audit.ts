import type { ISql as Sql } from 'postgres'

/** Who does something, and why, as far as they say. */
export interface By {
  readonly who: string
  readonly reason?: string | undefined
}

/** What a person, a program or a setting did: to a message, or to something else (`subject`, e.g. `user/erika`); why, and what changed. */
export interface Deed extends By {
  readonly action: string
  readonly messageId?: string
  readonly subject?: string
  readonly detail?: string
}

/** Writes down what was done, in the transaction that does it. */
export async function audit(tx: Sql, { who, action, messageId, subject, reason, detail }: Deed): Promise<void> {
  await tx`
    insert into audit (who, action, message_id, subject, reason, detail)
    values (${who}, ${action}, ${messageId ?? null}, ${subject ?? null}, ${reason ?? null}, ${detail ?? null})`
}
