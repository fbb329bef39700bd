import { hash } from 'node:crypto'
import type { ISql } from 'postgres'
import { readDocument } from '../mapping/read-document.ts'
import type { Document, Segment } from '../message/document.ts'
import { insertMessages, type KnownArrival } from '../store/insert-messages.ts'
import { readPayloads } from '../store/read-payloads.ts'

/**
 * Stores arrivals as messages, as `insertMessages` does, but for IDocs whose number came before with other segments: each of those is
 * a document of its own, and is known by number and content when it comes again. SAP sends one that was edited (WE02, status 32)
 * under the number it had, and a client that was copied counts from the beginning again.
 */
export async function insertDocuments(tx: ISql, arrivals: readonly KnownArrival[]): Promise<Inserted[]> {
  const stored = await insertMessages(tx, arrivals)
  const inserted = arrivals.map((arrival, index) => ({ arrival, ...(stored[index] as (typeof stored)[number]) }))
  const others = await withOtherContent(tx, inserted)
  if (others.size === 0) return inserted
  const storedOthers = await insertMessages(tx, [...others.values()])
  const insertedOthers = new Map([...others].map(([first, arrival], index) => [first, { arrival, ...storedOthers[index] }]))
  return inserted.map((one) => (insertedOthers.get(one) as Inserted | undefined) ?? one)
}

interface Inserted {
  readonly arrival: KnownArrival
  readonly messageId: string
  readonly repeated: boolean
}

/**
 * What comes again as it was is seldom, so that nothing of its content is kept for it: the first one is read once more. Where that is gone
 * with its month, or cannot be read any more, nobody can tell, and it counts as the same.
 */
async function withOtherContent(tx: ISql, inserted: readonly Inserted[]): Promise<Map<Inserted, KnownArrival>> {
  const repeated = inserted.filter(({ arrival, repeated }) => repeated && arrival.idoc !== undefined)
  const firsts = await readPayloads(tx, [...new Set(repeated.map(({ messageId }) => messageId))])
  const contents = new Map(firsts.map(({ id, payload, contentType }) => [id, contentIn(payload, contentType)]))
  const others = new Map<Inserted, KnownArrival>()
  for (const one of repeated) {
    const first = contents.get(one.messageId)
    const content = contentOf(one.arrival.document)
    if (first === undefined || first === content) continue
    others.set(one, { ...one.arrival, identity: `${one.arrival.identity}/${content}` })
  }
  return others
}

function contentIn(payload: Uint8Array, contentType: string): string | undefined {
  try {
    return contentOf(readDocument(payload, contentType))
  } catch {
    return undefined
  }
}

/** A digest of the segments. The control record does not count: sent again, it says another time. */
function contentOf({ segments }: Document): string {
  return hash('sha256', JSON.stringify(segments.map(plain)))
}

function plain({ name, fields, segments }: Segment): unknown {
  return [name, Object.entries(fields).filter(([, value]) => value !== ''), segments.map(plain)]
}
