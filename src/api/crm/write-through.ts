import { randomUUID } from 'node:crypto'
import { awaitOutcome } from '../../engine/await-outcome.ts'
import { cancelMessage } from '../../engine/cancel.ts'
import { type CrmRequest, crmContentType, crmDocument } from '../../mapping/crm.ts'
import type { Arrival } from '../../message/arrival.ts'
import type { ApiNeeds } from '../needs.ts'
import { Problem } from '../problem.ts'

/**
 * Writes a request as any other message: stored first, in the order of its object, tried again, kept in the record. Comes back with the
 * row's id when it is written. @throws {Problem} it is held, or not done in time; then it goes on, and the message tells of it
 */
export async function writeThrough({ sql, accept, wake }: ApiNeeds, user: string, request: CrmRequest): Promise<string> {
  const [accepted] = await accept(oneArrival(user, request))
  const messageId = accepted?.messageId ?? ''
  wake()
  const outcome = await awaitOutcome(sql, { milliseconds: 30_000 })(messageId, new AbortController().signal)
  const { status, rows, reason } = outcome
  if (status === 'held') {
    // It must not hold up what comes after it: who asked is told, and asks again when it is put right.
    await cancelMessage(sql, messageId, { who: user, reason: `refused to the caller: ${reason ?? ''}` })
    throw new Problem(422, 'Dynamics 365 does not take it', `${reason ?? 'See the message.'} (message ${messageId})`)
  }
  const id = rows[0]?.id
  if (id === undefined) {
    throw new Problem(
      503,
      'It is stored and not written yet',
      `It goes out as soon as it can; message ${messageId} tells when. ${reason ?? ''}`.trim(),
    )
  }
  return id
}

async function* oneArrival(user: string, request: CrmRequest): AsyncGenerator<Arrival> {
  const id = randomUUID()
  yield {
    channel: 'crm-api',
    system: user,
    identity: `crm/${id}`,
    idoc: undefined,
    type: 'CRM request',
    version: new Date().toISOString(),
    contentType: crmContentType,
    payload: Buffer.from(JSON.stringify(request)),
    document: crmDocument(request),
  }
}
