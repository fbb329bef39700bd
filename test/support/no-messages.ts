import type { Sql } from '../../src/store/connect.ts'

/** Takes away all that messages left behind, so that the next test of a file begins as the first did. */
export async function noMessages(sql: Sql): Promise<void> {
  await sql`truncate lane, queue_entry, delivery, attempt, message, message_identity, record, audit, channel_state`
}
