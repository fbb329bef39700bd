import { type IntegrationError, Misconfigured, Rejected, Unavailable } from '../../message/errors.ts'
import { type Answer, answerOf, type Reply } from './answer.ts'
import type { ApiRequest, Sender } from './api-request.ts'
import { type PartAnswer, readBatch } from './batch-answer.ts'
import { type Unit, writeBatch } from './batch-request.ts'
import { isOneOf } from './codes.ts'
import { errorOf } from './error-of.ts'
import { Pace } from './pace.ts'
import { asHttp, type WebApi } from './web-api.ts'

/** What became of requests that are done all or none: an answer to each, or the one they failed with and whose it is, where that is known. */
export type Sent = { readonly answers: readonly Answer[] } | { readonly failure: Answer; readonly at: number | undefined }

export interface OutboxOptions {
  /** How many requests one connection has under way at most. */
  readonly maxConcurrency: number
  /** Operations of one `$batch`. A change set is never divided. */
  readonly batchSize: number
}

/**
 * Gathers what many objects want of Dynamics 365 at the same moment, and sends it as few requests: one that comes alone goes as it is,
 * several go as one `$batch`. While requests are under way and more come by the hundred, a batch waits a moment to become full.
 */
export class Outbox implements Sender {
  readonly #lines: readonly Line[]
  readonly #batchSize: number
  readonly #waiting: Waiting[] = []
  #isPumping = false
  #lastContentId = 0
  readonly #arrivals: number[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(connections: readonly WebApi[], { maxConcurrency, batchSize }: OutboxOptions) {
    this.#lines = connections.map((api) => ({ api, pace: new Pace(maxConcurrency) }))
    this.#batchSize = batchSize
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
      const now = performance.now()
      this.#waiting.push({ unit, settle, fail, since: now })
      this.#noteArrival(now)
      this.#pumpSoon()
    })
  }

  /** A name for a request, unlike that of any other on its way. */
  nextContentId(): string {
    return String(++this.#lastContentId)
  }

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
      void this.#carry(line, this.#take())
    }
  }

  /** Of the connections that may send now the one with the least to do. When all are paused, what waits hears of it. */
  #freeLine(): Line | undefined {
    const pauses = this.#lines.map(({ api }) => pauseOf(api))
    const open = this.#lines.filter((_, index) => pauses[index] === undefined)
    if (open.length === 0) {
      const soonest = pauses.filter((pause) => pause !== undefined).sort((a, b) => (a.retryAfter ?? 0) - (b.retryAfter ?? 0))[0]
      for (const { fail } of this.#waiting.splice(0)) fail(soonest as Unavailable)
      return undefined
    }
    return open.filter(({ pace }) => pace.isFree).sort((a, b) => a.pace.running - b.pace.running)[0]
  }

  /** Milliseconds a batch that is not full should still wait. */
  #worthWaiting(): number {
    const isQuiet = this.#lines.every(({ pace }) => pace.running === 0)
    const isBusy =
      (this.#arrivals.at(-1) ?? 0) - (this.#arrivals[0] ?? 0) < busyMilliseconds && this.#arrivals.length === busyUnits
    const operations = this.#waiting.reduce((sum, { unit }) => sum + unit.length, 0)
    if (isQuiet || !isBusy || operations >= this.#batchSize) return 0
    return Math.max(0, (this.#waiting[0]?.since ?? 0) + gatherMilliseconds - performance.now())
  }

  #noteArrival(now: number): void {
    this.#arrivals.push(now)
    if (this.#arrivals.length > busyUnits) this.#arrivals.shift()
  }

  #take(): Waiting[] {
    let operations = 0
    const count = this.#waiting.findIndex(({ unit }, index) => {
      operations += unit.length
      return index > 0 && operations > this.#batchSize
    })
    return this.#waiting.splice(0, count < 0 ? this.#waiting.length : count)
  }

  async #carry(line: Line, units: readonly Waiting[]): Promise<void> {
    line.pace.begin()
    const startedAt = performance.now()
    let reply: Reply | undefined
    try {
      reply = await this.#exchange(line, units)
    } catch (error) {
      this.#allFail(units, error as IntegrationError)
    } finally {
      const operations = units.reduce((sum, { unit }) => sum + unit.length, 0)
      const perOperation = (performance.now() - startedAt) / operations
      line.pace.end({ startedAt, status: reply?.status ?? 0, hint: hintOf(reply), perOperation })
      this.#pumpSoon()
    }
  }

  async #exchange(line: Line, units: readonly Waiting[]): Promise<Reply> {
    const [first, ...others] = units
    const [request, ...more] = first?.unit ?? []
    if (first !== undefined && request !== undefined && others.length + more.length === 0) {
      const reply = await line.api.ask(asHttp(request))
      this.#settle(line, first, [{ contentId: undefined, answer: answerOf(reply.status, reply.headers, reply.payload) }])
      return reply
    }
    const { contentType, text } = writeBatch(
      units.map(({ unit }) => unit),
      line.api.root,
      ({ contentId }) => contentId ?? this.nextContentId(),
    )
    const headers = { 'content-type': contentType, prefer: 'odata.continue-on-error' }
    const reply = await line.api.ask({ method: 'POST', path: '$batch', headers, text, about: '$batch' })
    const items = readBatch(String(reply.headers['content-type'] ?? ''), reply.payload)
    if (items === undefined) this.#refused(line, units, answerOf(reply.status, reply.headers, reply.payload))
    else this.#assign(line, units, items)
    return reply
  }

  /** The batch as a whole was not taken. Where one part may be to blame the parts go again by halves, until it is found. */
  #refused(line: Line, units: readonly Waiting[], answer: Answer): void {
    const errors = units.map(({ unit }) => errorOf(answer, unit[0]?.subject ?? {}))
    const [error] = errors
    if (error instanceof Rejected && units.length > 1) {
      const middle = Math.ceil(units.length / 2)
      void this.#carry(line, units.slice(0, middle))
      void this.#carry(line, units.slice(middle))
    } else if (error instanceof Rejected) units[0]?.settle({ failure: answer, at: undefined })
    else {
      if (error !== undefined) line.api.heed(error)
      if (error instanceof Misconfigured) this.#allFail([], error)
      for (const [index, { fail }] of units.entries()) fail(errors[index] as IntegrationError)
    }
  }

  /** Answers come in the order of the units; one that names its request is believed more. */
  #assign(line: Line, units: readonly Waiting[], items: readonly (readonly PartAnswer[])[]): void {
    const owners = new Map(
      units.flatMap((waiting) =>
        waiting.unit.flatMap(({ contentId }) => (contentId === undefined ? [] : [[contentId, waiting]])),
      ),
    )
    const answered = new Set<Waiting>()
    items.forEach((item, index) => {
      const waiting = owners.get(item[0]?.contentId ?? '') ?? units[index]
      if (waiting === undefined || item.length === 0 || answered.has(waiting)) return
      answered.add(waiting)
      this.#settle(line, waiting, item)
    })
    const left = units.filter((waiting) => !answered.has(waiting))
    // The service ended the batch early: what comes after was not done. Without any answer nobody knows.
    if (answered.size > 0) this.#waiting.unshift(...left)
    else this.#allFail(left, new Unavailable(`${line.api.host} gave no answer to what it was asked. It is tried again`))
  }

  #settle(line: Line, { unit, settle }: Waiting, parts: readonly PartAnswer[]): void {
    const failed = parts.find(({ answer }) => answer.status >= 300)
    if (failed === undefined && parts.length === unit.length) {
      settle({ answers: parts.map(({ answer }) => answer) })
      return
    }
    const { answer, contentId } = failed ?? (parts[0] as PartAnswer)
    const named = unit.findIndex((request) => request.contentId !== undefined && request.contentId === contentId)
    const at = named >= 0 ? named : unit.length === 1 ? 0 : undefined
    const error = errorOf(answer, unit[at ?? 0]?.subject ?? {})
    if (error instanceof Unavailable) line.api.heed(error)
    settle({ failure: answer, at })
  }

  /** A channel that is set up wrongly refuses everybody: those still waiting are not even tried. */
  #allFail(units: readonly Waiting[], error: IntegrationError): void {
    const others = error instanceof Misconfigured ? this.#waiting.splice(0) : []
    for (const { fail } of [...units, ...others]) fail(error)
  }
}

interface Line {
  readonly api: WebApi
  readonly pace: Pace
}

interface Waiting {
  readonly unit: Unit
  readonly settle: (sent: Sent) => void
  readonly fail: (error: IntegrationError) => void
  readonly since: number
}

/** So many units within so short a time are worth waiting for more. */
const busyUnits = 50
const busyMilliseconds = 100
/** A batch waits no longer to become full. */
const gatherMilliseconds = 20

function pauseOf(api: WebApi): Unavailable | undefined {
  try {
    api.checkPause()
    return undefined
  } catch (error) {
    return error as Unavailable
  }
}

function hintOf(reply: Reply | undefined): number | undefined {
  const hint = Number(reply?.headers['x-ms-dop-hint'])
  return Number.isInteger(hint) && hint > 0 ? hint : undefined
}
