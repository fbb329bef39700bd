import { type IntegrationError, Misconfigured, type Unavailable } from '../../message/errors.ts'
import type { Answer, Reply } from './answer.ts'
import type { ApiRequest, Sender } from './api-request.ts'
import type { Unit } from './batch-request.ts'
import { BulkMessages } from './bulk.ts'
import { type Carried, carryAlone, carryBatch, carryBulk, type Sent } from './carry.ts'
import { isOneOf } from './codes.ts'
import { errorOf } from './error-of.ts'
import { Pace } from './pace.ts'
import type { WebApi } from './web-api.ts'

export interface OutboxOptions {
  /** How many requests one connection has under way at most. */
  readonly maxConcurrency: number
  /** Operations of one `$batch`. A change set is never divided. */
  readonly batchSize: number
  /** Whether rows may go as `UpsertMultiple` and `UpdateMultiple`. */
  readonly hasBulk: boolean
}

/**
 * Gathers what many objects want of Dynamics 365 at the same moment, and sends it as few requests: one that comes alone goes as it is,
 * many rows of one table as one bulk message, all others as one `$batch`. While requests are under way and more come by the hundred,
 * what is not full waits a moment to become so.
 */
export class Outbox implements Sender {
  readonly #lines: readonly Line[]
  readonly #options: OutboxOptions
  readonly #bulk = new BulkMessages()
  readonly #arrivals: number[] = []
  #waiting: Waiting[] = []
  #isPumping = false
  #lastContentId = 0
  #timer: NodeJS.Timeout | undefined

  /** @param connections one of each application user; whichever is free is taken */
  constructor(connections: readonly WebApi[], options: OutboxOptions) {
    this.#lines = connections.map((api) => ({ api, pace: new Pace(options.maxConcurrency) }))
    this.#options = options
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
    const pauses = this.#lines.map(({ api }) => api.pause())
    const open = this.#lines.filter((_, index) => pauses[index] === undefined)
    if (open.length === 0) {
      const [soonest] = pauses.sort((a, b) => (a?.retryAfter ?? 0) - (b?.retryAfter ?? 0))
      for (const { fail } of this.#waiting.splice(0)) fail(soonest as Unavailable)
      return undefined
    }
    return open.filter(({ pace }) => pace.isFree).sort((a, b) => a.pace.running - b.pace.running)[0]
  }

  /** Milliseconds that what is not full should still wait. */
  #worthWaiting(): number {
    const isQuiet = this.#lines.every(({ pace }) => pace.running === 0)
    const span = (this.#arrivals.at(-1) ?? 0) - (this.#arrivals[0] ?? 0)
    const isBusy = this.#arrivals.length === busyUnits && span < busyMilliseconds
    if (isQuiet || !isBusy || operationsOf(this.#waiting) >= this.#options.batchSize) return 0
    return Math.max(0, (this.#waiting[0]?.since ?? 0) + gatherMilliseconds - performance.now())
  }

  #sendNext(line: Line): void {
    const choice = this.#bulk.choose(this.#waiting.map(({ unit, isBulkAllowed }) => (isBulkAllowed ? unit : [])))
    if (choice === undefined) {
      void this.#carryBatch(line, this.#waiting.splice(0, this.#fullBatch()))
      return
    }
    const { bulk, chosen } = choice
    const taken = new Set(chosen)
    const units = chosen.map((index) => this.#waiting[index] as Waiting)
    this.#waiting = this.#waiting.filter((_, index) => !taken.has(index))
    void this.#carry(line, units, async (api) => {
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

  /** How many of those waiting fill a batch. */
  #fullBatch(): number {
    let operations = 0
    const count = this.#waiting.findIndex(({ unit }, index) => {
      operations += unit.length
      return index > 0 && operations > this.#options.batchSize
    })
    return count < 0 ? this.#waiting.length : count
  }

  #carryBatch(line: Line, waiting: readonly Waiting[]): Promise<void> {
    return this.#carry(line, waiting, async (api) => {
      const [only] = waiting.length === 1 && waiting[0]?.unit.length === 1 ? waiting[0].unit : []
      const carried = await (only === undefined ? carryBatch(api, unitsOf(waiting), this.nextContentId) : carryAlone(api, only))
      if (!carried.results.includes('apart')) return carried
      const middle = Math.ceil(waiting.length / 2)
      void this.#carryBatch(line, waiting.slice(0, middle))
      void this.#carryBatch(line, waiting.slice(middle))
      return { ...carried, results: [] }
    })
  }

  async #carry(line: Line, waiting: readonly Waiting[], how: (api: WebApi) => Promise<Settled>): Promise<void> {
    line.pace.begin()
    const startedAt = performance.now()
    let reply: Reply | undefined
    try {
      const carried = await how(line.api)
      reply = carried.reply
      for (const [index, result] of carried.results.entries()) this.#settle(waiting[index] as Waiting, result)
    } catch (error) {
      for (const one of waiting) this.#settle(one, error as IntegrationError)
    } finally {
      const perOperation = (performance.now() - startedAt) / operationsOf(waiting)
      line.pace.end({ startedAt, status: reply?.status ?? 0, hint: hintOf(reply), perOperation })
      this.#pumpSoon()
    }
  }

  #settle(waiting: Waiting, result: Settled['results'][number]): void {
    if (result === undefined || result === 'apart') return
    if (result === 'again') this.#waiting.unshift(waiting)
    else if (!(result instanceof Error)) waiting.settle(result)
    else {
      waiting.fail(result)
      // A channel that is set up wrongly refuses everybody: those still waiting are not even tried.
      if (result instanceof Misconfigured) for (const { fail } of this.#waiting.splice(0)) fail(result)
    }
  }
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
/** What is not full waits no longer to become so. */
const gatherMilliseconds = 20

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
