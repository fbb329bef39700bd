import { type IntegrationError, Misconfigured, Unavailable } from '../../message/errors.ts'
import type { Answer, Reply } from './answer.ts'
import type { ApiRequest, Sender } from './api-request.ts'
import type { Unit } from './batch-request.ts'
import { mostOperations } from './batch-request.ts'
import { Budget } from './budget.ts'
import { BulkMessages } from './bulk.ts'
import { type Carried, carryAlone, carryBatch, carryBulk, type Sent } from './carry.ts'
import { isOneOf } from './codes.ts'
import { errorOf } from './error-of.ts'
import { Pace } from './pace.ts'
import type { WebApi } from './web-api.ts'

export interface OutboxOptions {
  /** How many requests one connection has under way at most. */
  readonly maxConcurrency: number
  /** Objects of one `$batch`. */
  readonly batchSize: number
  /** Whether rows may go as `UpsertMultiple` and `UpdateMultiple`. */
  readonly hasBulk: boolean
  /** How many operations there may be within 24 hours; without end when absent. */
  readonly dailyRequests?: number | undefined
}

/**
 * Gathers what many objects want of Dynamics 365 at the same moment, and sends it as few requests: one that comes alone goes as it is,
 * many rows of one table as one bulk message, all others as one `$batch`. While objects come by the hundred, what is not full waits a
 * moment to become so.
 */
export class Outbox implements Sender {
  readonly #lines: readonly Line[]
  readonly #options: OutboxOptions
  readonly #bulk = new BulkMessages()
  readonly #budget: Budget
  readonly #arrivals: number[] = []
  #waiting: Waiting[] = []
  #isPumping = false
  #lastContentId = 0
  #timer: NodeJS.Timeout | undefined

  /** @param connections one of each application user; whichever is free is taken */
  constructor(connections: readonly WebApi[], options: OutboxOptions) {
    this.#lines = connections.map((api) => ({ api, pace: new Pace(options.maxConcurrency) }))
    this.#options = options
    this.#budget = new Budget(options.dailyRequests)
  }

  async send(request: ApiRequest): Promise<Answer> {
    const sent = await this.sendTogether([request])
    const answer = 'failure' in sent ? sent.failure : (sent.answers[0] as Answer)
    if (answer.status < 300 || isOneOf(answer.code, request.expected ?? [])) return answer
    throw errorOf(answer, request.subject)
  }

  /** All of these requests or none, in their order. @throws {IntegrationError} when nobody knows what became of them, or nothing was sent */
  sendTogether(unit: Unit): Promise<Sent> {
    return new Promise((settle, fail) => {
      const since = performance.now()
      this.#waiting.push({ unit, settle, fail, since, isBulkAllowed: this.#options.hasBulk })
      this.#arrivals.push(since)
      if (this.#arrivals.length > busyUnits) this.#arrivals.shift()
      this.#pumpSoon()
    })
  }

  /** A name for a request, unlike that of any other on its way. */
  readonly nextContentId = (): string => String(++this.#lastContentId)

  /** What is asked for in the same turn of the event loop goes together. */
  #pumpSoon(): void {
    if (this.#isPumping) return
    this.#isPumping = true
    setImmediate(() => {
      this.#isPumping = false
      this.#pump()
    })
  }

  #pump(): void {
    clearTimeout(this.#timer)
    while (this.#waiting.length > 0) {
      const line = this.#freeLine()
      if (line === undefined) return
      const wait = this.#worthWaiting()
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#pump(), wait)
        return
      }
      this.#sendNext(line)
    }
  }

  /** Of the connections that may send now the one with the least to do. When all are paused, what waits hears of it. */
  #freeLine(): Line | undefined {
    const pause = this.#pause()
    if (pause !== undefined) {
      for (const { fail } of this.#waiting.splice(0)) fail(pause)
      return undefined
    }
    return this.#lines
      .filter(({ api }) => api.pause() === undefined)
      .filter(({ pace }) => pace.isFree)
      .sort((a, b) => a.pace.running - b.pace.running)[0]
  }

  /** This application user is to be left alone, another one is not. */
  #hasOthers({ api }: Line): boolean {
    return api.pause() !== undefined && this.#pause() === undefined
  }

  #pause(): Unavailable | undefined {
    const pauses = this.#lines.map(({ api }) => api.pause())
    const soonest = pauses.includes(undefined) ? undefined : pauses.sort((a, b) => (a?.retryAfter ?? 0) - (b?.retryAfter ?? 0))[0]
    return soonest ?? this.#budget.pause()
  }

  /** How it stands now, for people. */
  standing(): Standing {
    const pause = this.#pause()
    return {
      ...(pause === undefined ? {} : { pausedBecause: pause.message, pausedFor: pause.retryAfter ?? 0 }),
      concurrency: this.#lines.reduce((sum, { pace }) => sum + pace.limit, 0),
      requests24h: this.#budget.used(),
      ...(this.#budget.limit === undefined ? {} : { dailyRequests: this.#budget.limit }),
    }
  }

  /** So many units are worth sending at once. */
  get #full(): number {
    return this.#options.hasBulk ? 2 * this.#options.batchSize : this.#options.batchSize
  }

  /** Milliseconds that what is not full should still wait. */
  #worthWaiting(): number {
    const span = (this.#arrivals.at(-1) ?? 0) - (this.#arrivals[0] ?? 0)
    const isBusy = this.#arrivals.length === busyUnits && span > burstMilliseconds && span < busyMilliseconds
    if (!isBusy || this.#waiting.length >= this.#full) return 0
    return Math.max(0, (this.#waiting[0]?.since ?? 0) + gatherMilliseconds - performance.now())
  }

  #sendNext(line: Line): void {
    const choice = this.#bulk.choose(this.#waiting.map(({ unit, isBulkAllowed }) => (isBulkAllowed ? unit : [])))
    if (choice === undefined) {
      void this.#carryBatch(line, this.#takeBatch())
      return
    }
    const { bulk, chosen } = choice
    const taken = new Set(chosen)
    const units = chosen.map((index) => this.#waiting[index] as Waiting)
    this.#waiting = this.#waiting.filter((_, index) => !taken.has(index))
    void this.#carry(line, 'bulk', units, async (api) => {
      const carried = await carryBulk(api, unitsOf(units), bulk)
      this.#bulk.heed(bulk, carried.reply)
      // One row is to blame, or the message is not there: each for itself then, in a batch.
      carried.results.forEach((result, index) => {
        const waiting = units[index]
        if (result === 'apart' && waiting !== undefined) this.#waiting.unshift({ ...waiting, isBulkAllowed: false })
      })
      return { ...carried, results: carried.results.map((result) => (result === 'apart' ? undefined : result)) }
    })
  }

  /** The first of those waiting, and as many more of its manner as fill a batch. */
  #takeBatch(): Waiting[] {
    const manner = this.#waiting[0]?.unit[0]?.manner
    const taken: Waiting[] = []
    let operations = 0
    this.#waiting = this.#waiting.filter((one) => {
      const isTaken =
        one.unit[0]?.manner === manner &&
        taken.length < this.#options.batchSize &&
        (taken.length === 0 || operations + one.unit.length <= mostOperations)
      if (isTaken) {
        taken.push(one)
        operations += one.unit.length
      }
      return !isTaken
    })
    return taken
  }

  #carryBatch(line: Line, waiting: readonly Waiting[]): Promise<void> {
    return this.#carry(line, 'batch', waiting, async (api) => {
      const [only] = waiting.length === 1 && waiting[0]?.unit.length === 1 ? waiting[0].unit : []
      const carried = await (only === undefined ? carryBatch(api, unitsOf(waiting), this.nextContentId) : carryAlone(api, only))
      if (!carried.results.includes('apart')) return carried
      const middle = Math.ceil(waiting.length / 2)
      void this.#carryBatch(line, waiting.slice(0, middle))
      void this.#carryBatch(line, waiting.slice(middle))
      return { ...carried, results: [] }
    })
  }

  async #carry(
    line: Line,
    kind: 'bulk' | 'batch',
    waiting: readonly Waiting[],
    how: (api: WebApi) => Promise<Settled>,
  ): Promise<void> {
    line.pace.begin()
    const operations = operationsOf(waiting)
    this.#budget.spend(operations)
    const [request] = waiting[0]?.unit ?? []
    const likeness = `${kind} ${request?.method} ${request?.subject.table} ${Math.floor(Math.log2(operations))}`
    const startedAt = performance.now()
    let reply: Reply | undefined
    try {
      const carried = await how(line.api)
      reply = carried.reply
      for (const [index, result] of carried.results.entries()) this.#settle(line, waiting[index] as Waiting, result)
    } catch (error) {
      for (const one of waiting) this.#settle(line, one, error as IntegrationError)
    } finally {
      const milliseconds = performance.now() - startedAt
      line.pace.end({ startedAt, status: reply?.status ?? 0, hint: hintOf(reply), milliseconds, likeness })
      this.#pumpSoon()
    }
  }

  #settle(line: Line, waiting: Waiting, result: Settled['results'][number]): void {
    if (result === undefined || result === 'apart') return
    if (result === 'again' || (isThrottled(result) && this.#hasOthers(line))) this.#waiting.unshift(waiting)
    else if (!(result instanceof Error)) waiting.settle(result)
    else {
      waiting.fail(result)
      // A channel that is set up wrongly refuses everybody: those still waiting are not even tried.
      if (result instanceof Misconfigured) for (const { fail } of this.#waiting.splice(0)) fail(result)
    }
  }
}

/** How much of Dynamics 365 is in use, and why nothing is sent just now. */
export interface Standing {
  readonly pausedBecause?: string
  /** Milliseconds. */
  readonly pausedFor?: number
  /** How many requests may be under way at once. */
  readonly concurrency: number
  /** Operations within the last 24 hours, since this process started. */
  readonly requests24h: number
  readonly dailyRequests?: number
}

/** A result that is missing was dealt with. */
type Settled = Omit<Carried, 'results'> & { readonly results: readonly (Carried['results'][number] | undefined)[] }

/** The connection of one application user. */
interface Line {
  readonly api: WebApi
  readonly pace: Pace
}

interface Waiting {
  readonly unit: Unit
  readonly settle: (sent: Sent) => void
  readonly fail: (error: IntegrationError) => void
  readonly since: number
  readonly isBulkAllowed: boolean
}

/** So many units within so short a time are worth waiting for more. */
const busyUnits = 50
const busyMilliseconds = 100
/** What came all at once says nothing of what comes next. */
const burstMilliseconds = 5
/** What is not full waits no longer to become so. */
const gatherMilliseconds = 40

/** It was not done, because there was too much else. */
function isThrottled(result: Sent | Error | 'apart'): boolean {
  if (result instanceof Unavailable) return result.retryAfter !== undefined
  return typeof result === 'object' && 'failure' in result && result.failure.status === 429
}

function unitsOf(waiting: readonly Waiting[]): Unit[] {
  return waiting.map(({ unit }) => unit)
}

function operationsOf(waiting: readonly Waiting[]): number {
  return waiting.reduce((sum, { unit }) => sum + unit.length, 0)
}

function hintOf(reply: Reply | undefined): number | undefined {
  const hint = Number(reply?.headers['x-ms-dop-hint'])
  return Number.isInteger(hint) && hint > 0 ? hint : undefined
}
