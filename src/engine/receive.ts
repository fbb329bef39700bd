import type { ISql, Sql } from 'postgres'
import { type FoundObject, objectsOf } from '../mapping/objects-of.ts'
import type { Accept, Accepted, Arrival, Packet } from '../message/arrival.ts'
import { Rejected } from '../message/errors.ts'
import { objectKey } from '../message/object-key.ts'
import { ownText } from '../message/own-text.ts'
import type { Claim } from '../queue/claim.ts'
import { type Claimant, enqueue, type NewEntry } from '../queue/enqueue.ts'
import { storeUnavailable } from '../store/database-error.ts'
import { insertDeliveries } from '../store/insert-deliveries.ts'
import { insertMessages } from '../store/insert-messages.ts'
import { absentObjects } from './absent-objects.ts'
import type { FreshDocuments } from './fresh-documents.ts'
import { GroupCommit } from './group-commit.ts'
import type { HandOver } from './hand-over.ts'
import { definitionFor, type Interfaces, interfaceFor } from './interfaces.ts'

interface Needs {
  readonly sql: Sql
  readonly interfaces: Interfaces
  /** Where what is stored is kept until it is delivered. */
  readonly fresh: FreshDocuments
  /** Called after the commit: there is work. */
  readonly arrived: (accepted: readonly Accepted[]) => void
  /** Of a worker here that has room: it begins at once with what nothing stands in front of. */
  readonly handOver?: HandOver | undefined
}

/**
 * Takes packets: one transaction stores every message of a packet with one delivery per business object.
 * SAP gets its 200 only after this has come back, so nothing that was answered can be lost.
 */
export function receiver(needs: Needs): Accept {
  const { interfaces, fresh } = needs
  const store = <T>(work: (tx: ISql, claimant: Claimant | undefined) => Promise<Stored<T>>) => storeWith(needs, work)
  // Small packets of many senders share a transaction: a commit costs the disk the same for one as for a hundred.
  const together = new GroupCommit<readonly Arrival[], Accepted[]>(
    (packets) => store((tx, claimant) => storeTogether(tx, { interfaces, fresh }, packets, claimant)),
    200,
  )
  return async (packet) => {
    const arrivals = iteratorOf(packet)
    // The first group is read before the transaction begins, so that a slow sender of one IDoc holds no connection.
    const first = isSmall(packet) ? { arrivals: packet, isLast: true } : await nextGroup(arrivals)
    for (const arrival of first.arrivals) interfaceOf(interfaces, arrival)
    try {
      const accepted =
        first.isLast && isSmall(first.arrivals)
          ? await together.do(first.arrivals)
          : await store((tx, claimant) =>
              first.isLast
                ? storeAll(tx, { interfaces, fresh }, first, arrivals, claimant)
                : storeAll(tx, { interfaces, fresh: undefined }, first, arrivals, undefined),
            )
      needs.arrived(accepted)
      return accepted
    } catch (error) {
      throw storeUnavailable(error) ?? error
    }
  }
}

/** What a transaction stored, and what the worker here may begin with when it is committed. */
interface Stored<T> {
  readonly accepted: T
  readonly claims: readonly Claim[]
}

async function storeWith<T>(
  { sql, handOver }: Needs,
  work: (tx: ISql, claimant: Claimant | undefined) => Promise<Stored<T>>,
): Promise<T> {
  const claimant = handOver?.claimant()
  const { accepted, claims } = await sql.begin((tx) => work(tx, claimant))
  handOver?.take(claims)
  return accepted as T
}

interface Into {
  readonly interfaces: Interfaces
  /** Not for a packet of many groups: it would fill the memory before it is stored. */
  readonly fresh: FreshDocuments | undefined
}

/** Of so few documents that it may share its transaction with others. */
function isSmall(packet: Packet): packet is readonly Arrival[] {
  return Array.isArray(packet) && packet.length <= 20
}

type Arrivals = AsyncIterator<Arrival> | Iterator<Arrival>

function iteratorOf(packet: Packet): Arrivals {
  return Symbol.asyncIterator in packet ? packet[Symbol.asyncIterator]() : packet[Symbol.iterator]()
}

/** Several whole packets in one transaction. */
async function storeTogether(
  tx: ISql,
  into: Into,
  packets: readonly (readonly Arrival[])[],
  claimant: Claimant | undefined,
): Promise<Stored<Accepted[][]>> {
  const accepted: Accepted[] = []
  const entries: NewEntry[] = []
  await storeGroup(tx, into, packets.flat(), accepted, entries)
  const claims = await enqueue(tx, entries, claimant)
  const rest = [...accepted]
  return { accepted: packets.map(({ length }) => rest.splice(0, length)), claims }
}

interface Group {
  readonly arrivals: readonly Arrival[]
  readonly isLast: boolean
}

async function storeAll(
  tx: ISql,
  into: Into,
  first: Group,
  rest: Arrivals,
  claimant: Claimant | undefined,
): Promise<Stored<Accepted[]>> {
  const accepted: Accepted[] = []
  const entries: NewEntry[] = []
  for (let group = first; ; group = await nextGroup(rest)) {
    await storeGroup(tx, into, group.arrivals, accepted, entries)
    if (group.isLast) break
  }
  // Lanes are locked last and all at once, in the order of their keys: packets cannot block each other in a circle.
  const claims = await enqueue(tx, entries, claimant)
  return { accepted, claims }
}

async function storeGroup(
  tx: ISql,
  { interfaces, fresh }: Into,
  arrivals: readonly Arrival[],
  accepted: Accepted[],
  entries: NewEntry[],
) {
  if (arrivals.length === 0) return
  const known = arrivals.map((arrival) => ({ ...arrival, interface: interfaceOf(interfaces, arrival).name }))
  const stored = await insertMessages(tx, known)
  const deliveries: NewDelivery[] = []
  const queues = new Map<string, string>()
  for (const [index, arrival] of arrivals.entries()) {
    const { messageId, repeated } = stored[index] as (typeof stored)[number]
    const { interface: name } = known[index] as (typeof known)[number]
    accepted.push({ messageId, interface: name, idoc: arrival.idoc && ownText(arrival.idoc), repeated })
    if (repeated) continue
    const own = await deliveriesOf(tx, interfaces, arrival, messageId)
    deliveries.push(...own)
    // Should the transaction fail, nobody asks for it, and it goes when others need the room.
    fresh?.keep(messageId, known[index] as (typeof known)[number], own.length)
    if (arrival.queue !== undefined) queues.set(messageId, arrival.queue)
  }
  await insertDeliveries(tx, deliveries)
  entries.push(
    ...deliveries.map(({ messageId, objectKey, status }) => ({
      messageId,
      objectKey: ownText(objectKey),
      held: status === 'held',
      ...(queues.has(messageId) && { queue: queues.get(messageId) as string }),
    })),
  )
}

interface NewDelivery {
  readonly messageId: string
  readonly objectKey: string
  readonly version: string
  readonly status: 'waiting' | 'held'
  readonly reason?: string
}

/** A document whose object cannot be told is stored all the same, held for a person: SAP's data is never turned away for its content. */
async function deliveriesOf(tx: ISql, interfaces: Interfaces, arrival: Arrival, messageId: string): Promise<NewDelivery[]> {
  const found = interfaceOf(interfaces, arrival)
  const delivery = (object: FoundObject): NewDelivery => ({
    messageId,
    objectKey: objectKey(found.name, object.businessKey),
    version: arrival.version,
    ...(object.problem === undefined ? { status: 'waiting' } : { status: 'held', reason: object.problem }),
  })
  const objects = objectsOf(definitionFor(found, arrival.document), arrival.document)
  const isRequest = arrival.document.header.CRM !== undefined
  const absent = isRequest ? [] : await absentObjects(tx, found, objects)
  return [...objects, ...absent.map((businessKey) => ({ businessKey, segments: [] }))].map(delivery)
}

function interfaceOf(interfaces: Interfaces, arrival: Arrival) {
  const found = interfaceFor(interfaces, arrival.document)
  if (found !== undefined) return found
  const names = [...interfaces.values()].map((known) => known.title).join(', ')
  const { MessageId: xiMessageId, InterfaceNamespace: namespace = '' } = arrival.document.header
  if (xiMessageId !== undefined) {
    throw new Rejected(
      `No interface takes ${arrival.type} of ${namespace}, as XI message ${xiMessageId} is; there is: ${names}. Add an interface for it, or stop sending it here (receiver determination in SXMB_ADM or SOAMANAGER).`,
    )
  }
  throw new Rejected(
    `No interface takes ${arrival.type} (message type ${arrival.document.header.MESTYP ?? 'unknown'}), as IDoc ${arrival.idoc ?? arrival.identity} is; there is: ${names}. Add an interface for it, or take the type out of the partner profile (WE20).`,
  )
}

/** Up to 200 documents or 4 MB at a time: enough to be quick, little enough to hold in memory. */
async function nextGroup(arrivals: Arrivals): Promise<Group> {
  const group: Arrival[] = []
  for (let bytes = 0; group.length < 200 && bytes < 4 * 1024 * 1024; ) {
    const next = await arrivals.next()
    if (next.done) return { arrivals: group, isLast: true }
    group.push(next.value)
    bytes += next.value.payload.length
  }
  return { arrivals: group, isLast: false }
}
