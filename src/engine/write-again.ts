import { againContentType, againDocument } from '../mapping/again.ts'
import type { Accept, Arrival } from '../message/arrival.ts'
import { partsOf } from '../message/object-key.ts'
import { audit, type By } from '../store/audit.ts'
import type { Sql } from '../store/connect.ts'
import { readRecords } from '../store/records.ts'
import { requestArrival } from './request-arrival.ts'

/** One message that brings rows back to what SAP said. */
export interface Again {
  readonly objectKey: string
  readonly messageId: string
}

/**
 * Has the rows of these objects written again as the records say, at a person's wish: columns that were changed in Dynamics 365 are set
 * back, rows that were deactivated are active again, those that were deleted there are created again. A message of its own for each object and environment, which waits its turn behind what
 * SAP sent before. Objects of which nothing was ever written are passed over.
 */
export async function writeAgain(
  { sql, accept }: { sql: Sql; accept: Accept },
  objectKeys: readonly string[],
  { who, reason }: By,
): Promise<Again[]> {
  const records = await readRecords(sql, objectKeys)
  const there = records.filter(({ state }) => state !== 'deleted')
  const places = new Map(there.map(({ objectKey, receiver }) => [`${receiver} ${objectKey}`, { objectKey, receiver }]))
  if (places.size === 0) return []
  const wanted = [...places.values()]
  const accepted = await accept(wanted.map((place) => arrivalOf(who, place)))
  const again = wanted.map(({ objectKey }, index) => ({ objectKey, messageId: accepted[index]?.messageId ?? '' }))
  for (const { messageId } of again) await audit(sql, { who, action: 'write again', messageId, reason })
  return again
}

function arrivalOf(who: string, { objectKey, receiver }: { objectKey: string; receiver: string }): Arrival {
  const { interfaceName, businessKey } = partsOf(objectKey)
  const request = { interface: interfaceName, key: businessKey, receiver }
  return requestArrival({
    channel: 'records',
    system: who,
    type: 'Write again',
    contentType: againContentType,
    document: againDocument(request),
    kind: 'again',
    request,
  })
}
