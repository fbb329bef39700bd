import pLimit from 'p-limit'
import type { ISql, Sql } from 'postgres'
import type { Accept, Accepted, Arrival, Packet } from '../message/arrival.ts'
import type { Claimant } from '../queue/enqueue.ts'
import { storeUnavailable } from '../store/database-error.ts'
import type { KnownArrival } from '../store/insert-messages.ts'
import { cameBefore } from '../store/insert-new-messages.ts'
import { isNoAnswer, mostMilliseconds } from '../store/no-answer.ts'
import { mayBeSilent } from '../store/transaction-silence.ts'
import type { DatabaseStanding } from './database-standing.ts'
import type { FreshDocuments } from './fresh-documents.ts'
import { GroupCommit } from './group-commit.ts'
import type { HandOver } from './hand-over.ts'
import { type Clock, InTime } from './in-time.ts'
import type { Interfaces } from './interfaces.ts'
import { knownArrivals } from './known-arrivals.ts'
import { newMessagesOf, type Stored, storeGroups, storeNew } from './store-arrivals.ts'

interface Needs {
  readonly sql: Sql
  readonly interfaces: Interfaces
  /** Where what is stored is kept until it is delivered. */
  readonly fresh: FreshDocuments
  /** Called after the commit: there is work. */
  readonly arrived: (accepted: readonly Accepted[]) => void
  /** Told whether packets can be stored. */
  readonly database?: DatabaseStanding
  /** Of a worker here that has room: it begins at once with what nothing stands in front of. */
  readonly handOver?: HandOver | undefined
  /** So long a sender waits for the database. */
  readonly milliseconds?: number
}

/**
 * Takes packets: one transaction stores every message of a packet with one delivery per business object.
 * SAP gets its 200 only after this has come back, so nothing that was answered can be lost.
 */
export function receiver(needs: Needs): Accept {
  const { interfaces, milliseconds = mostMilliseconds } = needs
  const inTime = new InTime(milliseconds)
  // Told of by what was stored itself: nobody waits any more for what is stored late.
  const storeInTime = (work: (clock: Clock) => Promise<readonly Accepted[]>) =>
    inTime.do(async (clock) => {
      const accepted = await work(clock)
      needs.database?.worked('store')
      needs.arrived(accepted)
      return accepted
    })
  // Small packets of many senders share a transaction: a commit costs the disk the same for one as for a hundred.
  const together = new GroupCommit<readonly KnownArrival[], readonly Accepted[]>(
    async (packets) => byPacket(await storeInTime(() => storeGroup(needs, packets.flat())), packets),
    { most: 200, endsAll: isNoAnswer },
  )
  // Each holds a connection for as long as its sender takes: however many come, and however slowly, most are left for everybody else.
  const large = pLimit(8)
  return async (packet) => {
    const arrivals = iteratorOf(packet)
    // The first group is read before the transaction begins, so that a slow sender of one IDoc holds no connection.
    const first = isSmall(packet)
      ? { arrivals: knownArrivals(interfaces, packet), isLast: true }
      : await nextGroup(interfaces, arrivals)
    const storeAsItComes = () => {
      inTime.enter()
      return storeInTime((clock) => storeLarge(needs, onTheirTime(clock, groupsOf(interfaces, first, arrivals))))
    }
    const storeAtOnce = () => {
      inTime.enter()
      return isSmall(first.arrivals) ? together.do(first.arrivals) : storeInTime(() => storeGroup(needs, first.arrivals))
    }
    try {
      return await (first.isLast ? storeAtOnce() : large(storeAsItComes))
    } catch (error) {
      const unavailable = storeUnavailable(error)
      if (unavailable !== undefined) needs.database?.failed('store', unavailable)
      throw unavailable ?? error
    }
  }
}

/** One that comes in while it is stored. What it inserts stands in nobody's way but its own repetition's, so a slow sender has time. */
function storeLarge(needs: Needs, groups: AsyncIterable<readonly KnownArrival[]>): Promise<readonly Accepted[]> {
  return store(needs, async (tx) => {
    await mayBeSilent(tx)
    return storeGroups(tx, { interfaces: needs.interfaces, fresh: undefined }, groups, undefined)
  })
}

async function storeGroup(needs: Needs, arrivals: readonly KnownArrival[]): Promise<readonly Accepted[]> {
  const messages = newMessagesOf(needs.interfaces, arrivals)
  if (messages !== undefined) {
    try {
      return await handingOver(needs, (claimant) => storeNew(needs.sql, needs, messages, claimant))
    } catch (error) {
      if (!cameBefore(error)) throw error
    }
  }
  return store(needs, (tx, claimant) => storeGroups(tx, needs, [arrivals], claimant))
}

function store(needs: Needs, work: (tx: ISql, claimant: Claimant | undefined) => Promise<Stored>): Promise<readonly Accepted[]> {
  return handingOver(needs, async (claimant) => (await needs.sql.begin((tx) => work(tx, claimant))) as Stored)
}

async function handingOver(
  { handOver }: Needs,
  work: (claimant: Claimant | undefined) => Promise<Stored>,
): Promise<readonly Accepted[]> {
  const { accepted, claims } = await work(handOver?.claimant())
  handOver?.take(claims)
  return accepted
}

/** What became of several packets that were stored together, for each by itself. */
function byPacket(accepted: readonly Accepted[], packets: readonly (readonly KnownArrival[])[]): (readonly Accepted[])[] {
  const rest = [...accepted]
  return packets.map(({ length }) => rest.splice(0, length))
}

/** Of so few documents that it may share its transaction with others. */
function isSmall(packet: Packet): packet is readonly Arrival[] {
  return Array.isArray(packet) && packet.length <= 20
}

type Arrivals = AsyncIterator<Arrival> | Iterator<Arrival>

function iteratorOf(packet: Packet): Arrivals {
  return Symbol.asyncIterator in packet ? packet[Symbol.asyncIterator]() : packet[Symbol.iterator]()
}

interface Group {
  readonly arrivals: readonly KnownArrival[]
  readonly isLast: boolean
}

async function* groupsOf(
  interfaces: Interfaces,
  first: Group,
  rest: Arrivals,
): AsyncGenerator<readonly KnownArrival[], undefined> {
  let group = first
  for (; !group.isLast; group = await nextGroup(interfaces, rest)) yield group.arrivals
  yield group.arrivals
}

/**
 * What a sender takes to send is not the store's time. The last step, when all has come, queues all of it at once and takes the longer the
 * more that is. What was given up on takes nothing more, so that no part of it is stored.
 */
async function* onTheirTime(
  clock: Clock,
  groups: AsyncGenerator<readonly KnownArrival[]>,
): AsyncGenerator<readonly KnownArrival[], undefined> {
  for (let documents = 0; ; ) {
    clock.stop()
    const next = await groups.next()
    clock.goOn(next.done ? documents * millisecondsToQueue : 0)
    if (next.done) return
    documents += next.value.length
    yield next.value
  }
}

/** Twenty times what it takes on a small machine. */
const millisecondsToQueue = 5

/** Up to 200 documents or 4 MB at a time: enough to be quick, little enough to hold in memory. */
async function nextGroup(interfaces: Interfaces, arrivals: Arrivals): Promise<Group> {
  const group: Arrival[] = []
  let isLast = false
  for (let bytes = 0; !isLast && group.length < 200 && bytes < 4 * 1024 * 1024; ) {
    const next = await arrivals.next()
    if (next.done) isLast = true
    else {
      group.push(next.value)
      bytes += next.value.payload.length
    }
  }
  return { arrivals: knownArrivals(interfaces, group), isLast }
}
