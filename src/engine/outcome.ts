import { isCrmRequest } from '../mapping/crm.ts'
import { nameOfRow, rowName } from '../message/by-row.ts'
import type { DeliveryStatus } from '../message/delivery-status.ts'
import { type IntegrationError, Misconfigured, Missing, Unavailable } from '../message/errors.ts'
import { objectKey } from '../message/object-key.ts'
import type { ObjectResult, Operation, RowResult } from '../message/write.ts'
import type { Earlier } from '../queue/earlier-in-queue.ts'
import type { Interfaces } from './interfaces.ts'
import type { Plan } from './plan.ts'
import { recordOf } from './reduce.ts'

/** What became of one delivery, and what the queue has to do about it. */
export interface Outcome {
  readonly plan: Plan
  readonly status: Exclude<DeliveryStatus, 'delivering' | 'cancelled'>
  readonly rows: readonly RowResult[]
  readonly operation: Operation
  readonly warnings: readonly string[]
  readonly reason?: string
  readonly code?: string
  /** The receiver's own name for the request that failed. */
  readonly requestId?: string
  /** Milliseconds until the next try, when there is one. */
  readonly wait?: number
  /** The object key this delivery waits for. */
  readonly parkedFor?: string
  /** The channel is set up wrongly: it pauses, and this try does not count. */
  readonly pause?: string
  /** Nothing was sent, because Dynamics 365 wants to be left alone: this try does not count, so that the next real one is not put off for long. */
  readonly isUntried?: boolean
}

/** The one place that decides what an error means for a delivery. */
export function outcomeOf(interfaces: Interfaces, plan: Plan, result: ObjectResult | undefined): Outcome {
  if (plan.earlier !== undefined) return behind(plan, plan.earlier)
  const rows = rowsOf(plan, result)
  const done = { plan, rows, operation: operationOf(rows), warnings: [...plan.warnings, ...(result?.warnings ?? [])] }
  const error = plan.error ?? result?.error
  const isUntried = error instanceof Unavailable && error.isUntried && (result?.rows.length ?? 0) === 0
  if (error !== undefined) return { ...done, ...consequence(interfaces, plan, error), isUntried }
  if (plan.isSuperseded) return { ...done, status: 'superseded', reason: 'A newer state of this object was already delivered' }
  return { ...done, status: rows.every((row) => row.operation === 'none') ? 'unchanged' : 'delivered' }
}

/** What was done to the object, for people: to its first row that was touched. */
function operationOf(rows: readonly RowResult[]): Operation {
  return rows.find(({ operation }) => operation !== 'none')?.operation ?? 'none'
}

function consequence(
  interfaces: Interfaces,
  plan: Plan,
  error: IntegrationError,
): Omit<Outcome, 'plan' | 'rows' | 'operation' | 'warnings'> {
  // Who asked through the CRM API is told, puts it right and asks again; nobody restarts anything.
  const reason = isCrmRequest(plan.message) ? error.fact : error.message
  const told = {
    reason,
    ...(error.code === undefined ? {} : { code: error.code }),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
  }
  if (error instanceof Unavailable) {
    const { attempt } = plan.claim
    const wait = error.retryAfter ?? (error.isOfTheWay ? soon(attempt) : backoff(attempt))
    return { status: 'waiting', wait, ...told }
  }
  if (error instanceof Misconfigured) return { status: 'waiting', wait: pauseMilliseconds, pause: error.message, ...told }
  if (error instanceof Missing) return parked(interfaces, plan, error, told)
  // Rejected, and anything nobody foresaw: a person decides, nothing is lost.
  return { status: 'held', ...told }
}

/** How long a wrongly set up channel pauses before the next delivery finds out whether it was put right. */
export const pauseMilliseconds = 15_000

/**
 * A parked delivery is also tried again by itself, in case what it waits for came another way, or just while it was being parked: after
 * five seconds, then less and less often, every five minutes in the end.
 */
function sweepMilliseconds(attempt: number): number {
  return Math.min(5000 * 2 ** Math.min(attempt - 1, 20), 5 * 60_000)
}

function parked(interfaces: Interfaces, plan: Plan, error: Missing, told: { reason: string }) {
  const awaited = awaitedObject(interfaces, error)
  // Nobody here ever delivers it: waiting would be for ever.
  if (awaited === undefined) return { status: 'held' as const, ...told }
  // A request about a line of an invoice that is not there: the invoice itself would wait behind it.
  if (isCrmRequest(plan.message) && awaited === plan.claim.objectKey) return { status: 'held' as const, ...told }
  return { status: 'parked' as const, parkedFor: awaited, wait: sweepMilliseconds(plan.claim.attempt), ...told }
}

/** Nothing was done: its turn in the sender's queue has not come. Looked at again soon, in case its turn came just now. */
function behind(plan: Plan, { objectKey, messageId, queue }: Earlier): Outcome {
  const reason = `Message ${messageId} (${objectKey}) comes first in the queue ${queue}, which the sender wants to be kept in order; deliver or cancel that one`
  const wait = backoff(plan.claim.attempt)
  return { plan, status: 'parked', rows: [], operation: 'none', warnings: [], reason, parkedFor: objectKey, wait }
}

/** The object whose first row the missing one is, and which creates it; business keys are shown without leading zeros. */
function awaitedObject(interfaces: Interfaces, { table, key }: Missing): string | undefined {
  const owner = [...interfaces.values()].find(({ rows: [first] }) => first?.table.name === table && first.waitsFor === undefined)
  if (owner === undefined) return undefined
  const businessKey = Object.values(key)
    .map((value) => (/^\d+$/.test(value) ? value.replace(/^0+(?=\d)/, '') : value))
    .join('/')
  return objectKey(owner.name, businessKey)
}

/**
 * As `backoff`, but no more than five seconds for the first ten tries: nothing is known against the document, and a way that goes on failing is left
 * alone by the channel. Ten in a row may be the document's doing after all, such as an answer that never comes in time.
 */
function soon(attempt: number): number {
  return attempt <= 10 ? backoff(attempt, 5000) : backoff(attempt)
}

/** 0.5 s, 1 s, 2 s … up to five minutes, spread by a quarter so that not all come back at once. */
function backoff(attempt: number, most = 5 * 60_000): number {
  const wait = Math.min(500 * 2 ** Math.min(attempt - 1, 20), most)
  return Math.round(wait * (0.75 + Math.random() * 0.5))
}

/** Every row of the object as it stands now: those just written, and those that needed nothing. */
function rowsOf(plan: Plan, result: ObjectResult | undefined): RowResult[] {
  const written = result?.rows ?? []
  const sent = new Set(plan.writes.map(nameOfRow))
  const untouched = plan.mapped.flatMap((write) => {
    const record = sent.has(nameOfRow(write)) ? undefined : recordOf(write, plan.records)
    return record === undefined || record.id === ''
      ? []
      : [{ table: write.table.name, key: write.key, id: record.id, operation: 'none' as const }]
  })
  const places = new Map(plan.mapped.map((write, place) => [nameOfRow(write), place]))
  const place = (row: RowResult) => places.get(rowName(row)) ?? -1
  return [...written, ...untouched].toSorted((left, right) => place(left) - place(right))
}
