import { payloadRemoved } from '../message/removed-payload.ts'
import { type Refusal, restartEntries } from '../queue/restart.ts'
import { audit, type By } from '../store/audit.ts'
import { readDeliveries, reopenDeliveries } from '../store/change-deliveries.ts'
import type { Sql } from '../store/connect.ts'
import { keepPayload } from '../store/kept-payload.ts'

/**
 * Delivers a message again, at a person's wish: what is held, parked or put off is due now, what is finished goes to the end
 * of its line. `refused` says why a delivery was left as it was: all of them where the document is not there any more.
 */
export async function restartMessage(sql: Sql, messageId: string, by: By): Promise<{ changed: number; refused: Refusal[] }> {
  return sql.begin(async (tx) => {
    const keptDays = await keepPayload(tx, messageId)
    const deliveries = await readDeliveries(tx, messageId)
    if (keptDays !== undefined) {
      return { changed: 0, refused: deliveries.map(({ objectKey }) => ({ objectKey, why: payloadRemoved(keptDays) })) }
    }
    const { changed, refused } = await restartEntries(tx, messageId, deliveries)
    await reopenDeliveries(tx, messageId, changed)
    if (changed.length > 0) await audit(tx, { ...by, action: 'restart', messageId })
    return { changed: changed.length, refused }
  })
}
