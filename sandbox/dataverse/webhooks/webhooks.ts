import { randomUUID } from 'node:crypto'
import type { Environment } from '../environment.ts'
import type { RowEvent } from '../row-event.ts'
import { StepFailed } from '../web-api/problem.ts'
import { callWebhook, type Outcome } from './call-webhook.ts'
import { executionContext } from './execution-context.ts'
import { type Step, stepsFor } from './steps.ts'

interface Options {
  /** Of this environment, as webhooks are told it. */
  readonly organization: () => string
  /** Milliseconds a webhook may take. */
  readonly timeout?: number
}

/**
 * Calls the webhooks that are registered for what happens to rows: synchronous ones before it stands, the others when it does,
 * each such call being a system job.
 */
export class Webhooks {
  readonly #environment: Environment
  readonly #organization: () => string
  readonly #timeout: number
  readonly #waiting: (() => Promise<void>)[] = []
  #active = 0
  #isClosed = false

  constructor(environment: Environment, { organization, timeout = 60_000 }: Options) {
    this.#environment = environment
    this.#organization = organization
    this.#timeout = timeout
    environment.transactions.onEvents = (events) => this.#plan(events)
    environment.transactions.mayStand = (events) => this.#ask(events)
  }

  /** What has not been sent yet is forgotten. */
  close(): void {
    this.#isClosed = true
    this.#waiting.length = 0
  }

  #plan(events: readonly RowEvent[]): void {
    const correlationId = randomUUID()
    for (const event of events) {
      for (const step of stepsFor(this.#environment, event, 1)) {
        const context = executionContext(this.#environment, step, event, correlationId)
        this.#waiting.push(() => this.#call(step, event, context, correlationId))
      }
    }
    this.#goOn()
  }

  #goOn(): void {
    while (this.#active < atOnce) {
      const next = this.#waiting.shift()
      if (next === undefined) return
      this.#active++
      next().finally(() => {
        this.#active--
        this.#goOn()
      })
    }
  }

  /** One step after the other; the first that fails says no. @throws {StepFailed} in Microsoft's words */
  async #ask(events: readonly RowEvent[]): Promise<void> {
    const correlationId = randomUUID()
    for (const event of events) {
      for (const step of stepsFor(this.#environment, event, 0)) {
        const { failure } = await this.#post(
          step,
          event,
          executionContext(this.#environment, step, event, correlationId),
          correlationId,
        )
        if (failure !== undefined) throw new StepFailed(400, `0x${(failure.code >>> 0).toString(16)}`, failure.message)
      }
    }
  }

  async #call(step: Step, event: RowEvent, context: object, correlationId: string): Promise<void> {
    const startedon = momentNow()
    const outcome = await this.#post(step, event, context, correlationId)
    if (!this.#isClosed) this.#keepJob(step, event, { ...outcome, startedon, correlationId })
  }

  #post(step: Step, event: RowEvent, context: object, correlationId: string): Promise<Outcome> {
    const { body, isCut } = written(context)
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'x-ms-dynamics-organization': this.#organization(),
      'x-ms-dynamics-entity-name': event.table,
      'x-ms-dynamics-request-name': event.message,
      'x-ms-correlation-request-id': correlationId,
      ...(isCut ? { 'x-ms-dynamics-msg-size-exceeded': 'true' } : {}),
    }
    return callWebhook(step.endpoint.values, headers, body, this.#timeout)
  }

  #keepJob(step: Step, event: RowEvent, outcome: Outcome & { startedon: string; correlationId: string }): void {
    const { failure, attempts, startedon, correlationid } = { ...outcome, correlationid: outcome.correlationId }
    if (failure === undefined && step.autoDelete) return
    const user = { table: 'systemuser', id: event.userId }
    const at = momentNow()
    this.#environment.put('asyncoperation', randomUUID(), {
      name: step.name,
      messagename: event.message,
      primaryentitytype: event.table,
      operationtype: 1,
      owningextensionid: { table: 'sdkmessageprocessingstep', id: step.id },
      correlationid,
      retrycount: attempts - 1,
      startedon,
      completedon: at,
      statecode: 3,
      statuscode: failure === undefined ? 30 : 31,
      ...(failure === undefined ? {} : { errorcode: failure.code, message: failure.message, friendlymessage: failure.message }),
      createdon: startedon,
      createdby: user,
      modifiedon: at,
      modifiedby: user,
    })
  }
}

/** More calls than this are not under way at a time. */
const atOnce = 10

/** Bytes of a call. */
const most = 256 * 1024

/** Above 256 KB what makes it large is left out. Slashes are escaped, as .NET does it. */
function written(context: object): { body: string; isCut: boolean } {
  const body = textOf(context)
  if (Buffer.byteLength(body) <= most) return { body, isCut: false }
  const kept = Object.entries(context).filter(([name]) => !large.includes(name))
  return { body: textOf(Object.fromEntries(kept)), isCut: true }
}

const large = ['ParentContext', 'InputParameters', 'PreEntityImages', 'PostEntityImages']

function textOf(context: object): string {
  return JSON.stringify(context).replaceAll('/', '\\/')
}

function momentNow(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`
}
