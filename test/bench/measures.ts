import { customerIdoc, packetOf } from './document.ts'
import type { Body, Landscape } from './landscape.ts'

let lastNumber = 0
let lastCustomer = 1_000_000

/** Documents nobody has sent yet. */
function fresh(count: number, customers?: readonly number[], state = 1): string[] {
  return Array.from({ length: count }, (_, index) => {
    const customer = customers === undefined ? ++lastCustomer : (customers[index % customers.length] as number)
    return customerIdoc(++lastNumber, customer, state)
  })
}

export interface Throughput {
  /** A second, from the first document sent to the last one accepted. */
  readonly accepted: number
  /** A second, from the first document sent to the last one delivered. */
  readonly delivered: number
  /** Seconds of CPU for 10,000 documents. */
  readonly node: number | undefined
  readonly postgres: number | undefined
}

/** New customers, one IDoc a POST or so many in a packet, by 64 senders at once. */
export async function throughput(
  landscape: Landscape,
  { count, packet = 1 }: { count: number; packet?: number },
): Promise<Throughput> {
  const idocs = fresh(count)
  const bodies =
    packet === 1
      ? idocs
      : Array.from({ length: Math.ceil(count / packet) }, (_, index) =>
          packetOf(idocs.slice(index * packet, (index + 1) * packet)),
        )
  return timed(landscape, bodies, count)
}

/** Sends these by 64 senders at once. @param count of the documents in them */
export async function timed(landscape: Landscape, bodies: readonly (string | Body)[], count: number): Promise<Throughput> {
  const before = landscape.cpu()
  const startedAt = performance.now()
  await sendAll(landscape, bodies)
  const acceptedAt = performance.now()
  await landscape.drained()
  const deliveredAt = performance.now()
  const after = landscape.cpu()
  const per10k = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : ((to - from) / count) * 10_000
  return {
    accepted: (count / (acceptedAt - startedAt)) * 1000,
    delivered: (count / (deliveredAt - startedAt)) * 1000,
    node: per10k(before?.node, after?.node),
    postgres: per10k(before?.postgres, after?.postgres),
  }
}

/** HTTP requests to Dynamics 365 for a thousand changes of distinct objects, and for the same states again. */
export interface Requests {
  /** All of them in one packet. */
  readonly changes: number
  readonly repeats: number
  /** One IDoc a POST, by 64 senders. */
  readonly byMany: number
  /** The same by eight. */
  readonly byFew: number
}

export async function requestsFor(landscape: Landscape): Promise<Requests> {
  const customers = Array.from({ length: 1000 }, () => ++lastCustomer)
  const counted = async (send: () => Promise<void>) => {
    const before = await landscape.requests()
    await send()
    await landscape.drained()
    return (await landscape.requests()) - before
  }
  const inOnePacket = (state: number) => counted(() => landscape.post(packetOf(fresh(1000, customers, state))))
  const oneByOne = (state: number, senders: number) => counted(() => sendAll(landscape, fresh(1000, customers, state), senders))
  await inOnePacket(1)
  return {
    changes: await inOnePacket(2),
    repeats: await inOnePacket(2),
    byMany: await oneByOne(3, 64),
    byFew: await oneByOne(4, 8),
  }
}

/** Milliseconds from received to delivered, at fifty documents a second. */
export async function latencies(landscape: Landscape, seconds: number): Promise<{ p50: number; p99: number }> {
  const count = seconds * 50
  const first = lastNumber + 1
  const sending: Promise<void>[] = []
  for (const idoc of fresh(count)) {
    sending.push(landscape.post(idoc))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await Promise.all(sending)
  await landscape.drained()
  const times: number[] = []
  for (let number = first; number <= lastNumber; number += 5) {
    const { receivedAt, attempts } = await landscape.api<{ receivedAt: string; attempts: { finishedAt: string }[] }>(
      `/messages/${number}`,
    )
    times.push(Date.parse(attempts.at(-1)?.finishedAt ?? '') - Date.parse(receivedAt))
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}

async function sendAll(landscape: Landscape, bodies: readonly (string | Body)[], senders = 64): Promise<void> {
  let next = 0
  const sender = async () => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await landscape.post(body)
  }
  await Promise.all(Array.from({ length: Math.min(senders, bodies.length) }, sender))
}
