import { type IntegrationError, Misconfigured, Unavailable } from '../../message/errors.ts'
import type { Answer, Reply } from './answer.ts'
import { type ApiRequest, isTaken, type Sender } from './api-request.ts'
import type { Unit } from './batch-request.ts'
import { mostOperations } from './batch-request.ts'
import { BulkMessages } from './bulk.ts'
import { type Carried, carryAlone, carryBatch, carryBulk, type Sent } from './carry.ts'
import { errorOf } from './error-of.ts'
import { type Line, Lines, type Standing } from './lines.ts'
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
 * many rows of one table as one bulk message, all others as one `$batch`. Where the service allows few more requests, what is not full
 * waits a moment to become so.
 */
export class Outbox implements Sender {
  readonly #lines: Lines
  readonly #options: OutboxOptions
  readonly #bulk = new BulkMessages()
  #waiting: Waiting[] = []
  #isPumping = false
  #lastContentId = 0
  #timer: NodeJS.Timeout | undefined

  /** @param connections one of each application user; whichever is free is taken */
  constructor(connections: readonly WebApi[], options: OutboxOptions) {
    this.#lines = new Lines(connections, options)
    this.#options = options
  }

  async send(request: ApiRequest): Promise<Answer> {
    const sent = await this.sendTogether([request])
    const answer = 'failure' in sent ? sent.failure : (sent.answers[0] as Answer)
    if (isTaken(answer, request)) return answer
    throw errorOf(answer, request.subject)
  }

  /** All of these requests or none, in their order. @throws {IntegrationError} when nobody knows what became of them, or nothing was sent */
  sendTogether(unit: Unit): Promise<Sent> {
    return new Promise((settle, fail) => {
      this.#waiting.push({ unit, settle, fail, isBulkAllowed: this.#options.hasBulk })
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
      const pause = this.#lines.pause()
      if (pause !== undefined) {
        // What waits hears of it, and is put off.
        for (const { fail } of this.#waiting.splice(0)) fail(pause)
        return
      }
      const line = this.#lines.free()
      if (line === undefined) return
      const isFull = this.#waiting.length >= this.#full
      const wait = isFull ? 0 : line.api.allowance.wait(performance.now())
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#pump(), wait)
        return
      }
      this.#sendNext(line)
    }
  }

  /** How it stands now, for people. */
  standing(): Standing {
    return this.#lines.standing()
  }

  /** So many units are worth sending at once. */
  get #full(): number {
    return this.#options.hasBulk ? 2 * this.#options.batchSize : this.#options.batchSize
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
    this.#lines.spend(operations)
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
    if (result === 'again' || (isThrottled(result) && this.#lines.hasOthers(line))) this.#waiting.unshift(waiting)
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

interface Waiting {
  readonly unit: Unit
  readonly settle: (sent: Sent) => void
  readonly fail: (error: IntegrationError) => void
  readonly isBulkAllowed: boolean
}

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
