import type { ISql as Sql } from 'postgres'
import type { Claim } from '../queue/claim.ts'
import { type Earlier, earlierInQueue } from '../queue/earlier-in-queue.ts'
import { readPayloads, type StoredPayload } from '../store/read-payloads.ts'
import { readRecords, type WrittenRecord } from '../store/records.ts'

/** One claimed delivery with everything that is needed to plan it. */
export interface Work {
  readonly claim: Claim
  readonly message: StoredPayload
  /** What we know Dynamics 365 to hold of this object. */
  readonly records: readonly WrittenRecord[]
  /** Of a message that must come in order: what has to be delivered before it. */
  readonly earlier: Earlier | undefined
}

/** Three reads for the whole batch, however many deliveries it has. */
export async function readWork(sql: Sql, claims: readonly Claim[]): Promise<Work[]> {
  const [messages, records, earlier] = await Promise.all([
    readPayloads(sql, [...new Set(claims.map((claim) => claim.messageId))]),
    readRecords(
      sql,
      claims.map((claim) => claim.objectKey),
    ),
    earlierInQueue(sql, claims),
  ])
  const messageById = new Map(messages.map((message) => [message.id, message]))
  const recordsByObject = Map.groupBy(records, (record) => record.objectKey)
  return claims.map((claim) => {
    const message = messageById.get(claim.messageId)
    if (message === undefined) throw new Error(`Message ${claim.messageId} is in the queue but not in the store`)
    const records = recordsByObject.get(claim.objectKey) ?? []
    return { claim, message, records, earlier: earlier.get(claim.objectKey) }
  })
}
