import type { ISql as Sql } from 'postgres'
import { enqueue } from './enqueue.ts'
import { lockLanes, readPlaces } from './lock-lanes.ts'

export interface Refusal {
  objectKey: string
  why: string
}

/**
 * Makes the entries of a message due now, held and parked ones too; those of its deliveries that have left the queue go to
 * the end of their lines. Gives the object keys it changed, and for the others the reason in a sentence.
 */
export async function restartEntries(
  tx: Sql,
  messageId: string,
  deliveries: readonly { objectKey: string; attempts: number }[],
): Promise<{ changed: string[]; refused: Refusal[] }> {
  await lockLanes(
    tx,
    messageId,
    deliveries.map(({ objectKey }) => objectKey),
  )
  const places = await readPlaces(tx, messageId)
  const left = deliveries.filter(({ objectKey }) => !places.some((place) => place.objectKey === objectKey))
  const refused = places.filter(({ isWorkedOn }) => isWorkedOn)
  const behind = places.filter(({ isHead, isHeld }) => !isHead && !isHeld)
  const startable = places.filter((place) => !refused.includes(place) && !behind.includes(place))

  await startEntries(tx, messageId, startable)
  await enqueue(
    tx,
    left.map(({ objectKey, attempts }) => ({ messageId, objectKey, attempts, held: false })),
  )
  return {
    changed: [...startable, ...left].map(({ objectKey }) => objectKey),
    refused: [
      ...refused.map(({ objectKey }) => ({ objectKey, why: `${objectKey} is being delivered right now` })),
      ...behind.map(({ objectKey }) => ({
        objectKey,
        why: `${objectKey} waits behind an earlier message of the same object; restart or cancel that one`,
      })),
    ],
  }
}

/** An entry further back is only no longer held; its lane belongs to the one in front of it. */
async function startEntries(tx: Sql, messageId: string, places: { objectKey: string; isHead: boolean }[]): Promise<void> {
  if (places.length === 0) return
  const keys = places.map(({ objectKey }) => objectKey)
  const heads = places.filter(({ isHead }) => isHead).map(({ objectKey }) => objectKey)
  await tx`update queue_entry set held = false where message_id = ${messageId} and object_key = any(${keys}::text[])`
  await tx`
    update lane
    set claimed_by = null, parked_for = null, due_at = clock_timestamp()
    where object_key = any(${heads}::text[])`
  await tx`select pg_notify('landbridge_work', '')`
}
