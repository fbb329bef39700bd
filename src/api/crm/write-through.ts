import { awaitOutcome } from '../../engine/await-outcome.ts'
import { cancelMessage } from '../../engine/cancel.ts'
import { requestArrival } from '../../engine/request-arrival.ts'
import { type CrmRequest, crmContentType, crmDocument } from '../../mapping/crm.ts'
import type { Arrival } from '../../message/arrival.ts'
import type { AwaitedOutcome } from '../../message/awaited-outcome.ts'
import type { RowReader } from '../../message/row-reader.ts'
import type { ApiNeeds } from '../needs.ts'
import { Problem } from '../problem.ts'
import type { Dataset } from './dataset.ts'
import { missingRows } from './missing-rows.ts'

/** Who asks, and how many milliseconds they wait for it. */
export interface Asking {
  readonly user: string
  readonly patience: number
}

/**
 * Writes a request as any other message: stored first, in the order of its object, tried again, kept in the record. Comes back with the
 * row's id when it is written. @throws {Problem} it cannot be written so; or not done in time: then it goes on, and the message tells of it
 */
export async function writeThrough(
  { sql, accept, wake, rows: reader }: ApiNeeds,
  { user, patience }: Asking,
  dataset: Dataset,
  { key, fields }: Pick<CrmRequest, 'key' | 'fields'>,
): Promise<{ id: string; messageId: string }> {
  const request = { interface: dataset.interface.name, dataset: dataset.crm.path, key, fields }
  const [accepted] = await accept([arrivalOf(user, request)])
  const messageId = accepted?.messageId ?? ''
  wake()
  const { status, rows, reason = 'GET /api/messages tells of it.' } = await outcomeOf(sql, messageId, patience)
  if (status === 'held' || status === 'parked') {
    const { why, whatNext } = await whyRefused(reader, dataset, request, reason)
    // It must not hold up what comes after it: who asked is told, and asks again when it is put right.
    await cancelMessage(sql, messageId, { who: user, reason: `refused to the caller: ${why}` })
    throw new Problem(422, 'Dynamics 365 does not take it', `${why}. ${whatNext}; this was given up (message ${messageId})`)
  }
  if (status === 'cancelled') {
    throw new Problem(409, 'It was cancelled by a person before it was written', `Message ${messageId} tells why.`)
  }
  const [row] = rows
  if (status === 'waiting' || status === 'delivering' || row === undefined) {
    const title = 'It is stored and not written yet'
    throw new Problem(503, title, `It goes out as soon as it can; message ${messageId} tells when. ${reason}`)
  }
  return { id: row.id, messageId }
}

/** What is missing says it by business names; the rest is said by Dynamics 365. */
async function whyRefused(rows: RowReader, dataset: Dataset, request: CrmRequest, reason: string) {
  const missing = await missingRows(rows, dataset, request).catch(() => [])
  if (missing.length > 0) return { why: missing.join('; '), whatNext: 'Create it first, then send this again' }
  return { why: reason, whatNext: 'Correct it and send it again' }
}

/** Looks now and then whether it waits for another object, which no caller can wait for. */
async function outcomeOf(sql: ApiNeeds['sql'], messageId: string, patience: number): Promise<AwaitedOutcome> {
  const deadline = performance.now() + patience
  for (;;) {
    const left = deadline - performance.now()
    const outcome = await awaitOutcome(sql, { milliseconds: Math.min(left, 500) })(messageId, never)
    if (left <= 500 || (outcome.status !== 'waiting' && outcome.status !== 'delivering')) return outcome
  }
}

const never = new AbortController().signal

function arrivalOf(user: string, request: CrmRequest): Arrival {
  const arrival = requestArrival({
    channel: 'crm-api',
    system: user,
    type: 'CRM request',
    contentType: crmContentType,
    document: crmDocument(request),
    kind: 'crm',
    request,
  })
  return { ...arrival, isAwaited: true }
}
