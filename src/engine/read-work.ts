import type { ISql as Sql } from 'postgres'
import type { Claim } from '../queue/claim.ts'
import { type Earlier, earlierInQueue } from '../queue/earlier-in-queue.ts'
import { readPayloads } from '../store/read-payloads.ts'
import { readRecords, type WrittenRecord } from '../store/records.ts'
import type { FreshDocuments, ReadMessage } from './fresh-documents.ts'

/** One claimed delivery with everything that is needed to plan it. */
export interface Work {
  readonly claim: Claim
  readonly message: ReadMessage
  /** What we know Dynamics 365 to hold of this object. */
  readonly records: readonly WrittenRecord[]
  /** Of a message that must come in order: what has to be delivered before it. */
  readonly earlier: Earlier | undefined
}

/** Three reads for the whole batch, however many deliveries it has; what was just received is not read again. */
export async function readWork(sql: Sql, claims: readonly Claim[], fresh: FreshDocuments): Promise<Work[]> {
  const known = new Map<string, ReadMessage>()
  for (const { messageId } of claims) {
    const message = fresh.take(messageId)
    if (message !== undefined) known.set(messageId, message)
  }
  const unknown = new Set(claims.map(({ messageId }) => messageId).filter((id) => !known.has(id)))
  const [messages, records, earlier] = await Promise.all([
    readPayloads(sql, [...unknown]),
    readRecords(
      sql,
      claims.map((claim) => claim.objectKey),
    ),
    earlierInQueue(sql, claims),
  ])
  for (const message of messages) known.set(message.id, message)
  const recordsByObject = Map.groupBy(records, (record) => record.objectKey)
  return claims.map((claim) => {
    const message = known.get(claim.messageId)
    if (message === undefined) throw new Error(`Message ${claim.messageId} is in the queue but not in the store`)
    const records = recordsByObject.get(claim.objectKey) ?? []
    return { claim, message, records, earlier: earlier.get(claim.objectKey) }
  })
}
