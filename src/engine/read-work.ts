import type { ISql as Sql } from 'postgres'
import { againContentType } from '../mapping/again.ts'
import type { Claim } from '../queue/claim.ts'
import { type Earlier, earlierInQueue } from '../queue/earlier-in-queue.ts'
import { takeFollowers } from '../queue/take-followers.ts'
import { type Overwritten, readOverwritten } from '../store/overwritten.ts'
import { readPayloads } from '../store/read-payloads.ts'
import { readRecords } from '../store/records.ts'
import type { WrittenRecord } from '../store/written-record.ts'
import type { FreshDocuments, ReadMessage } from './fresh-documents.ts'
import type { SharedReads } from './shared-reads.ts'

/** One claimed delivery with everything that is needed to plan it. */
export interface Work {
  readonly claim: Claim
  readonly message: ReadMessage
  /** What we know Dynamics 365 to hold of this object. */
  readonly records: readonly WrittenRecord[]
  /** Of a message that writes again: what of its records is another object's by now. */
  readonly overwritten?: Overwritten
  /** Of a message that must come in order: what has to be delivered before it. */
  readonly earlier: Earlier | undefined
}

/** The claimed delivery of an object, and those behind it that may go with it. */
export interface Turn {
  readonly first: Work
  readonly followers: readonly Work[]
}

/** Messages that need not be read from the store. */
export interface AtHand {
  readonly fresh: FreshDocuments
  readonly reads: SharedReads
}

/** Three reads for the whole batch, however many deliveries it has; what was just received is not read again. */
export async function readWork(sql: Sql, claims: readonly Claim[], atHand: AtHand): Promise<Turn[]> {
  const followers = await takeFollowers(
    sql,
    claims.filter(({ isLast }) => !isLast),
    mostFollowers,
  )
  const [messages, records, earlier] = await Promise.all([
    messagesOf(sql, [...claims, ...followers], atHand),
    readRecords(
      sql,
      claims.map((claim) => claim.objectKey),
    ),
    earlierInQueue(sql, claims),
  ])
  const recordsByObject = Map.groupBy(records, (record) => record.objectKey)
  const again = [...claims, ...followers].filter(({ messageId }) => messages.get(messageId)?.contentType === againContentType)
  const overwritten = await readOverwritten(
    sql,
    again.flatMap(({ objectKey }) => recordsByObject.get(objectKey) ?? []),
  )
  const workOf = (claim: Claim): Work => {
    const message = messages.get(claim.messageId)
    if (message === undefined) throw new Error(`Message ${claim.messageId} is in the queue but not in the store`)
    return { claim, message, records: recordsByObject.get(claim.objectKey) ?? [], overwritten, earlier: undefined }
  }
  const followersByObject = Map.groupBy(followers, ({ objectKey }) => objectKey)
  return claims.map((claim) => ({
    first: { ...workOf(claim), earlier: earlier.get(claim.objectKey) },
    followers: (followersByObject.get(claim.objectKey) ?? []).map(workOf),
  }))
}

/** So many deliveries of an object go with its first one at most. */
const mostFollowers = 20

async function messagesOf(sql: Sql, claims: readonly Claim[], { fresh, reads }: AtHand): Promise<Map<string, ReadMessage>> {
  const known = new Map<string, ReadMessage>()
  for (const { messageId } of claims) {
    const message = fresh.take(messageId)
    if (message !== undefined) known.set(messageId, message)
  }
  const unknown = Map.groupBy(
    claims.filter(({ messageId }) => !known.has(messageId)),
    ({ messageId }) => messageId,
  )
  const [shared, own] = [[] as string[], [] as string[]]
  for (const [id, { length }] of unknown) (length >= many || reads.has(id) ? shared : own).push(id)
  const read = await Promise.all([
    ...shared.map((id) => reads.get(id, () => readPayloads(sql, [id]).then(([message]) => message))),
    readPayloads(sql, own),
  ])
  for (const message of read.flat()) if (message !== undefined) known.set(message.id, message)
  return known
}

/** A message with so many deliveries in one batch has more to come. */
const many = 20
