import type { ISql, Sql } from 'postgres'
import type { LoadedInterface } from '../interfaces/load.ts'
import type { Accepted } from '../message/arrival.ts'
import { ownText } from '../message/own-text.ts'
import type { Claim } from '../queue/claim.ts'
import { type Claimant, enqueue, type NewEntry } from '../queue/enqueue.ts'
import { insertDeliveries, type NewDelivery } from '../store/insert-deliveries.ts'
import { firstOfEachIdentity, type KnownArrival, type NewMessage } from '../store/insert-messages.ts'
import { canGoAtOnce, insertNewMessages } from '../store/insert-new-messages.ts'
import { deliveriesOf, entriesOf, omittedBy } from './deliveries-of.ts'
import type { FreshDocuments } from './fresh-documents.ts'
import { insertDocuments } from './insert-documents.ts'
import type { Interfaces } from './interfaces.ts'

/** What a transaction stored, and what the worker here may begin with when it is committed. */
export interface Stored {
  readonly accepted: readonly Accepted[]
  readonly claims: readonly Claim[]
}

export interface Into {
  readonly interfaces: Interfaces
  /** Where what is stored is kept until it is delivered. Not for a packet of many groups: it would fill the memory before it is stored. */
  readonly fresh: FreshDocuments | undefined
}

/** The messages these arrivals become when none of them came before; nothing when that cannot be, or the store must be asked for more. */
export function newMessagesOf(interfaces: Interfaces, arrivals: readonly KnownArrival[]): NewMessage[] | undefined {
  if (arrivals.some((arrival) => takerOf(interfaces, arrival).fullList !== undefined)) return undefined
  const messages = firstOfEachIdentity(arrivals)
  return messages.length === arrivals.length && canGoAtOnce(messages) ? messages : undefined
}

function takerOf(interfaces: Interfaces, arrival: KnownArrival): LoadedInterface {
  return interfaces.get(arrival.interface) as LoadedInterface
}

/**
 * The short way for messages that never came before, as nearly all: one statement, which is its own transaction, so that storing them
 * takes one answer of PostgreSQL.
 * @throws what {@link cameBefore} tells: one did come before, and nothing is stored
 */
export async function storeNew(
  sql: Sql,
  { interfaces, fresh }: Into,
  messages: readonly NewMessage[],
  claimant: Claimant | undefined,
): Promise<Stored> {
  const deliveries = messages.map(({ messageId, arrival }) => deliveriesOf(takerOf(interfaces, arrival), arrival, messageId))
  const entries = messages.flatMap(({ arrival }, index) =>
    entriesOf(deliveries[index] ?? [], takerOf(interfaces, arrival), arrival),
  )
  const rows = sql`${insertNewMessages(sql, messages)}, delivered as (${insertDeliveries(sql, deliveries.flat())})`
  const claims = await enqueue(sql, entries, claimant, rows)
  messages.forEach(({ messageId, arrival }, index) => {
    fresh?.keep(messageId, arrival, deliveries[index]?.length ?? 0)
  })
  const accepted = messages.map(({ messageId, arrival }) => acceptedAs(arrival, messageId, false))
  return { accepted, claims }
}

/**
 * The careful way, for arrivals of any kind and number, a group at a time: what came before is told from what did not, and what a full list
 * omits is looked for.
 */
export async function storeGroups(
  tx: ISql,
  into: Into,
  groups: Iterable<readonly KnownArrival[]> | AsyncIterable<readonly KnownArrival[]>,
  claimant: Claimant | undefined,
): Promise<Stored> {
  const accepted: Accepted[] = []
  const entries: NewEntry[] = []
  for await (const group of groups) await storeGroup(tx, into, group, accepted, entries)
  // Lanes are locked last and all at once, in the order of their keys: packets cannot block each other in a circle.
  return { accepted, claims: await enqueue(tx, entries, claimant) }
}

async function storeGroup(
  tx: ISql,
  { interfaces, fresh }: Into,
  arrivals: readonly KnownArrival[],
  accepted: Accepted[],
  entries: NewEntry[],
) {
  if (arrivals.length === 0) return
  const deliveries: NewDelivery[] = []
  for (const { arrival, messageId, repeated } of await insertDocuments(tx, arrivals)) {
    accepted.push(acceptedAs(arrival, messageId, repeated))
    if (repeated) continue
    const taker = takerOf(interfaces, arrival)
    const own = [...deliveriesOf(taker, arrival, messageId), ...(await omittedBy(tx, taker, arrival, messageId))]
    deliveries.push(...own)
    entries.push(...entriesOf(own, taker, arrival))
    // Should the transaction fail, nobody asks for it, and it goes when others need the room.
    fresh?.keep(messageId, arrival, own.length)
  }
  if (deliveries.length > 0) await insertDeliveries(tx, deliveries)
}

function acceptedAs({ interface: name, idoc }: KnownArrival, messageId: string, repeated: boolean): Accepted {
  return { messageId, interface: name, idoc: idoc && ownText(idoc), repeated }
}
