import type { ISql as Sql } from 'postgres'

/**
 * Holds the payload of a message until the end of the transaction, so that it is not removed while the message is opened again. Gives after how
 * many days it was removed, where it was.
 */
export async function keepPayload(tx: Sql, messageId: string): Promise<number | undefined> {
  const [message] = await tx<{ keptDays: number | null }[]>`
    select kept_days as "keptDays" from message where id = ${messageId} for share`
  return message?.keptDays ?? undefined
}
