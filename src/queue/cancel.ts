import type { ISql as Sql } from 'postgres'
import { freeLanes } from './free-lanes.ts'
import { lockLanes, readPlaces } from './lock-lanes.ts'
import type { Refusal } from './restart.ts'

/**
 * Takes the entries of a message out of the queue, but for those that somebody is delivering; where one was first in line
 * the next one's turn has come. Gives the object keys it changed, and those it refused with the reason in a sentence; what is
 * in neither list is not in the queue any more.
 */
export async function cancelEntries(
  tx: Sql,
  messageId: string,
  objectKeys: readonly string[],
): Promise<{ changed: string[]; refused: Refusal[] }> {
  await lockLanes(tx, messageId, objectKeys)
  const places = await readPlaces(tx, messageId)
  const cancelled = places.filter(({ isWorkedOn }) => !isWorkedOn)
  const changed = cancelled.map(({ objectKey }) => objectKey)
  await tx`delete from queue_entry where message_id = ${messageId} and object_key = any(${changed}::text[])`
  await freeLanes(
    tx,
    cancelled.filter(({ isHead }) => isHead).map(({ objectKey }) => objectKey),
  )
  return {
    changed,
    refused: places
      .filter(({ isWorkedOn }) => isWorkedOn)
      .map(({ objectKey }) => ({ objectKey, why: `${objectKey} is being delivered right now` })),
  }
}
