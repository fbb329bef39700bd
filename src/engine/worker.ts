import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { partsOf } from '../message/object-key.ts'
import { bringForward } from '../queue/bring-forward.ts'
import { type Claim, claim } from '../queue/claim.ts'
import { nextDue } from '../queue/next-due.ts'
import { postpone } from '../queue/postpone.ts'
import { release } from '../queue/release.ts'
import { renew } from '../queue/renew.ts'
import { askedOnce } from './asked-once.ts'
import type { Course } from './course.ts'
import { deliver, type Needs } from './deliver.ts'
import { HandedClaims, type HandOver } from './hand-over.ts'
import { type Outcome, pauseMilliseconds } from './outcome.ts'
import { Patience } from './patience.ts'
import { Pauses, stoppedMilliseconds } from './pauses.ts'
import { SharedReads } from './shared-reads.ts'
import type { Stops } from './stops.ts'

interface WorkerNeeds extends Omit<Needs, 'pauses' | 'reads'> {
  readonly log: Logger
  /** Channels and interfaces that a person stopped. */
  readonly stops: Stops
  /** Told after every batch, for metrics and traces. */
  readonly settled: (outcomes: readonly Outcome[], course: Course) => void
  /** Told when the channel to a receiver pauses, with the reason, and when it goes on. */
  readonly paused: (receiver: string, reason: string | undefined) => Promise<void>
}

/** Claims work and delivers it, several batches at a time, until it is stopped. */
export class Worker {
  readonly #needs: WorkerNeeds
  readonly #inWork = new Set<Promise<void>>()
  #isStopping = false
  readonly #pauses: Pauses
  readonly #reads = new SharedReads()
  /** What came while there was room for it; claimed already. */
  readonly #handed = new HandedClaims(claimSeconds * 300)
  /** The last look found less than was asked for: what comes now has nothing in front of it. */
  #isDrained = false
  #ring = Promise.withResolvers<void>()
  readonly #patience = new Patience()
  /** Resolved when what is gathered needs to wait no longer. */
  #gathered = Promise.withResolvers<void>()
  /** Somebody waits for what is there. */
  #isUrgent = false
  #running: Promise<void> = Promise.resolve()

  constructor(needs: WorkerNeeds) {
    this.#needs = needs
    this.#pauses = new Pauses(needs.receivers.keys(), needs.stops)
  }

  start(): void {
    this.#running = this.#run()
  }

  /** There is, or may be, new work. */
  wake(): void {
    this.#ring.resolve()
  }

  /** There is work that somebody waits for: it is begun at once, however much more comes. */
  hurry(): void {
    this.#isUrgent = true
    this.#gathered.resolve()
    this.wake()
  }

  /** Does not wait for the next look whether a receiver that was set up wrongly was put right. */
  tryNow(receiver: string): void {
    this.#pauses.tryNow(receiver)
    this.wake()
  }

  /** Takes what was just stored without a detour by the queue, while nothing else is waiting. */
  readonly handOver: HandOver = {
    claimant: () => (this.#hasRoom() ? { token: randomUUID(), seconds: claimSeconds } : undefined),
    take: (claims) => {
      this.#handed.add(claims)
      if (this.#handed.count >= batchSize) this.#gathered.resolve()
      this.wake()
    },
  }

  #hasRoom(): boolean {
    const isIdle = this.#isDrained && this.#handed.count < batchSize && this.#inWork.size < batchesAtOnce
    return isIdle && !this.#isStopping && !this.#pauses.areAll() && this.#pauses.leftOfAll() === 0
  }

  /** Takes no new work and comes back when what is in work is settled. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#gathered.resolve()
    this.wake()
    await this.#running
    await Promise.all(this.#inWork)
    await this.#giveBack(this.#handed.takeAll())
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      // Taken before looking, so that a wake during the look is not lost.
      this.#ring = Promise.withResolvers()
      this.#isUrgent = false
      const startedAt = performance.now()
      const claims = await this.#claimMore()
      if (claims.length > 0) {
        this.#patience.note(claims.length, startedAt)
        this.#begin(claims)
        if (claims.length < batchSize) await this.#gather(startedAt + this.#patience.milliseconds())
      }
      if (claims.length < batchSize || this.#inWork.size >= batchesAtOnce) await this.#somethingHappens()
    }
  }

  async #claimMore(): Promise<Claim[]> {
    await this.#giveBack(this.#pauses.areAll() ? this.#handed.takeAll() : this.#handed.takeStale())
    if (this.#inWork.size >= batchesAtOnce || this.#pauses.leftOfAll() > 0) return []
    const handed = this.#handed.take(batchSize)
    const limit = this.#pauses.areAll() ? 1 : batchSize - handed.length
    if (limit <= 0) return handed
    try {
      const claimed = await claim(this.#needs.sql, { token: randomUUID(), limit, seconds: claimSeconds })
      this.#isDrained = claimed.length < limit
      return [...handed, ...claimed]
    } catch (error) {
      this.#needs.log.warn({ error }, 'No work could be claimed; the store may be away. Trying again in a second')
      return handed
    }
  }

  /** Where that fails they come back when they expire. */
  async #giveBack(claims: readonly Claim[]): Promise<void> {
    await release(this.#needs.sql, claims).catch(() => {})
  }

  #begin(claims: readonly Claim[]): void {
    const work = this.#work(claims).finally(() => {
      this.#inWork.delete(work)
      this.wake()
    })
    this.#inWork.add(work)
  }

  async #work(claimed: readonly Claim[]): Promise<void> {
    const claims = await this.#withoutStopped(claimed)
    if (claims.length === 0) return
    const stopped = [...this.#needs.receivers.keys()].filter((receiver) => this.#pauses.isStopped(receiver))
    // A batch that takes long keeps its claims; one whose process died loses them after claimSeconds.
    const renewed = askedOnce(() => renew(this.#needs.sql, claims, claimSeconds).catch(() => {}))
    const renewal = setInterval(renewed, (claimSeconds * 1000) / 3)
    try {
      const { settled, heard, course } = await deliver({ ...this.#needs, pauses: this.#pauses, reads: this.#reads }, claims)
      this.#needs.settled(settled, course)
      for (const [receiver, pause] of heard) await this.#note(receiver, pause)
    } catch (error) {
      // The work is done again, every write is repeatable: soon, or when the claims expire if the store is away.
      this.#needs.log.error({ error }, `A batch of ${claims.length} deliveries was not settled; it is tried again`)
      const delays = claims.map((claim) => ({ claim, milliseconds: unsettledMilliseconds }))
      await postpone(this.#needs.sql, delays).catch(() => {})
    } finally {
      clearInterval(renewal)
    }
    // Resumed just while this was being put off.
    if (stopped.some((receiver) => !this.#pauses.isStopped(receiver))) await bringForward(this.#needs.sql).catch(() => {})
  }

  /** Gives back what is of an interface that a person stopped; it is not a try. */
  async #withoutStopped(claims: readonly Claim[]): Promise<readonly Claim[]> {
    const { sql, stops, log } = this.#needs
    const isStopped = ({ objectKey }: Claim) => stops.has('interface', partsOf(objectKey).interfaceName)
    const stopped = claims.filter(isStopped)
    if (stopped.length === 0) return claims
    try {
      await release(sql, stopped, stoppedMilliseconds)
      const resumed = stopped.filter((claim) => !isStopped(claim)).map(({ objectKey }) => partsOf(objectKey).interfaceName)
      for (const name of new Set(resumed)) await bringForward(sql, name)
    } catch (error) {
      log.warn({ error }, 'What is of a paused interface could not be given back; that happens when its claims expire')
    }
    return claims.filter((claim) => !stopped.includes(claim))
  }

  /** A receiver that is set up wrongly is left alone for a while; the others go on. */
  async #note(receiver: string, pause: string | undefined): Promise<void> {
    const wasPaused = this.#pauses.isPaused(receiver)
    if (pause === undefined && !wasPaused) return
    if (pause !== undefined) {
      if (!wasPaused) this.#needs.log.error(`The channel to ${receiver} is paused: ${pause}`)
      this.#pauses.pause(receiver, pauseMilliseconds)
    } else {
      this.#needs.log.info(`The channel to ${receiver} goes on`)
      this.#pauses.resume(receiver)
    }
    await this.#needs.paused(receiver, pause)
  }

  /** Lets work come until then, or until it is a whole batch. */
  async #gather(until: number): Promise<void> {
    const left = until - performance.now()
    if (left <= 0) return
    this.#gathered = Promise.withResolvers()
    if (this.#isUrgent || this.#isStopping || this.#handed.count >= batchSize) return
    const timer = setTimeout(this.#gathered.resolve, left)
    await this.#gathered.promise
    clearTimeout(timer)
  }

  /** Waits for a wake, or until something is due; at least once a second, in case a notification was lost. */
  async #somethingHappens(): Promise<void> {
    const timer = setTimeout(() => this.wake(), Math.max(5, Math.min(await this.#untilDue(), 1000)))
    await this.#ring.promise
    clearTimeout(timer)
  }

  /** Milliseconds until it is worth looking for work again. */
  async #untilDue(): Promise<number> {
    if (this.#inWork.size >= batchesAtOnce) return 1000
    const pause = this.#pauses.leftOfAll()
    if (pause > 0) return pause
    return (await nextDue(this.#needs.sql).catch(() => undefined)) ?? 1000
  }
}

/** As many rows as one bulk message to Dynamics 365 carries. */
const batchSize = 250
const batchesAtOnce = 8
/** After a batch that could not be settled. */
const unsettledMilliseconds = 5000
/** A claim is worth this long; renewed while the work goes on. */
const claimSeconds = 60
