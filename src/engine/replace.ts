import type { Accept, Arrival } from '../message/arrival.ts'
import { audit, type By } from '../store/audit.ts'
import type { Sql } from '../store/connect.ts'
import { cancelMessage } from './cancel.ts'

/**
 * Delivers a corrected document in place of a message, at a person's wish. The message stays as it came; what was left to deliver of it
 * is cancelled, for that reason. Gives the id of the new one. The new one is stored first: whatever happens, one of the two goes out.
 */
export async function replaceMessage(
  { sql, accept }: { sql: Sql; accept: Accept },
  messageId: string,
  corrected: AsyncGenerator<Arrival>,
  { who, reason }: By,
): Promise<string> {
  const [accepted] = await accept(corrected)
  const replacement = accepted?.messageId ?? ''
  const why = reason === undefined ? '' : `: ${reason}`
  await audit(sql, { who, action: 'edit', messageId, detail: `sent as message ${replacement}`, reason })
  await cancelMessage(sql, messageId, { who, reason: `replaced by message ${replacement}${why}` })
  return replacement
}
