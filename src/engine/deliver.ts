import type { Sql } from 'postgres'
import type { Claim } from '../queue/claim.ts'
import type { FreshDocuments } from './fresh-documents.ts'
import type { Interfaces } from './interfaces.ts'
import { outcomeOf } from './outcome.ts'
import type { Pauses } from './pauses.ts'
import { plan } from './plan.ts'
import { readWork } from './read-work.ts'
import type { Receivers } from './receivers.ts'
import { send } from './send.ts'
import { type Settled, settle } from './settle.ts'

export interface Needs {
  readonly sql: Sql
  readonly interfaces: Interfaces
  readonly receivers: Receivers
  readonly pauses: Pauses
  readonly fresh: FreshDocuments
}

/**
 * What Landbridge does, read this first. A claim is the oldest delivery of one business object:
 *
 * 1. read the messages as SAP sent them, and the records of what Dynamics 365 holds of their objects;
 * 2. plan: map each message to rows, and take away what the records already hold;
 * 3. send the rest, all objects at once, each object's rows in order;
 * 4. decide what became of each: delivered, unchanged, superseded, tried again, parked, held, or the channel paused;
 * 5. settle it in one transaction, for the claims that are still ours.
 *
 * Tells which receivers worked, and which are set up wrongly and must pause: then no message is blamed.
 */
export async function deliver(needs: Needs, claims: readonly Claim[]): Promise<Settled> {
  const startedAt = new Date()
  const work = await readWork(needs.sql, claims, needs.fresh)
  const plans = work.map((item) => plan(needs.interfaces, item))
  const results = await send(needs.receivers, needs.pauses, plans)
  const outcomes = plans.map((planned) => outcomeOf(needs.interfaces, planned, results.get(planned)))
  return await settle(needs.sql, outcomes, startedAt)
}
