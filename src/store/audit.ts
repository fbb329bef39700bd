import type { ISql as Sql } from 'postgres'

/** Writes down what a person did to a message, in the transaction that does it. */
export async function audit(
  tx: Sql,
  deed: { who: string; action: 'restart' | 'cancel'; messageId: string; reason?: string },
): Promise<void> {
  await tx`
    insert into audit (who, action, message_id, reason)
    values (${deed.who}, ${deed.action}, ${deed.messageId}, ${deed.reason ?? null})`
}
