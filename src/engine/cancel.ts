import { cancelEntries } from '../queue/cancel.ts'
import type { Refusal } from '../queue/restart.ts'
import { wakeParked } from '../queue/wake.ts'
import { queueAnswers } from '../store/answers.ts'
import { audit } from '../store/audit.ts'
import { cancelDeliveries, readDeliveries } from '../store/change-deliveries.ts'
import type { Sql } from '../store/connect.ts'

/**
 * Gives up what is left to do of a message, at a person's wish, and lets what waits behind it go on. What is being delivered
 * or finished already is left as it is; `refused` says so.
 */
export async function cancelMessage(
  sql: Sql,
  messageId: string,
  { who, reason }: { who: string; reason: string },
): Promise<{ changed: number; refused: Refusal[] }> {
  const { cancelled, refused } = await sql.begin(async (tx) => {
    const objectKeys = (await readDeliveries(tx, messageId)).map(({ objectKey }) => objectKey)
    const { changed, refused } = await cancelEntries(tx, messageId, objectKeys)
    await cancelDeliveries(tx, messageId, changed, `Cancelled by ${who}: ${reason}`)
    if (changed.length > 0) await audit(tx, { who, action: 'cancel', messageId, reason })
    await queueAnswers(tx, [{ id: messageId }])
    const settled = [...changed, ...refused.map(({ objectKey }) => objectKey)]
    // Read again: only now, with the lanes locked, it is certain what has become of the others.
    const finished = (await readDeliveries(tx, messageId)).filter(({ objectKey }) => !settled.includes(objectKey))
    const finishedBefore = finished.map(({ objectKey, status }) => ({ objectKey, why: `${objectKey} is ${status} already` }))
    return { cancelled: changed, refused: [...refused, ...finishedBefore] }
  })
  // What comes after it in its sender's queue may go on.
  await wakeParked(sql, cancelled)
  return { changed: cancelled.length, refused }
}
