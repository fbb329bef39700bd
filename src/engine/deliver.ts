import type { Sql } from 'postgres'
import type { Claim } from '../queue/claim.ts'
import { chainOf, isRefused, outcomesOf, withoutFollowers } from './chain.ts'
import type { Course } from './course.ts'
import type { FreshDocuments } from './fresh-documents.ts'
import { inTurns } from './in-turns.ts'
import type { Interfaces } from './interfaces.ts'
import type { Pauses } from './pauses.ts'
import { readWork } from './read-work.ts'
import type { Receivers } from './receivers.ts'
import { send } from './send.ts'
import { type Settled, settle } from './settle.ts'
import type { SharedReads } from './shared-reads.ts'

export interface Needs {
  readonly sql: Sql
  readonly interfaces: Interfaces
  readonly receivers: Receivers
  readonly pauses: Pauses
  readonly fresh: FreshDocuments
  readonly reads: SharedReads
}

/**
 * What Landbridge does, read this first. A claim is the oldest delivery of one business object:
 *
 * 1. read the messages as SAP sent them, and the records of what Dynamics 365 holds of their objects;
 * 2. plan: map each message to rows, and take away what the records already hold; what waits behind the oldest goes with it;
 * 3. send the rest, all objects at once, each object's rows in order;
 * 4. decide what became of each: delivered, unchanged, superseded, tried again, parked, held, or the channel paused;
 * 5. settle it in one transaction, for the claims that are still ours.
 *
 * Tells which receivers worked, and which are set up wrongly and must pause: then no message is blamed.
 */
export async function deliver(needs: Needs, claims: readonly Claim[]): Promise<Settled & { course: Course }> {
  const { sql, interfaces, receivers, pauses } = needs
  const begunAt = new Date()
  const turns = await readWork(sql, claims, needs)
  const chains = await inTurns(turns, (turn) => chainOf(interfaces, turn))
  const plannedAt = new Date()
  const results = await send(
    receivers,
    pauses,
    chains.map(({ together }) => together),
  )
  const refused = chains.filter((chain) => isRefused(chain, results.get(chain.together))).map(withoutFollowers)
  const again = await send(
    receivers,
    pauses,
    refused.map(({ together }) => together),
  )
  const sentAt = new Date()
  const ended = [...chains.filter((chain) => !isRefused(chain, results.get(chain.together))), ...refused]
  const outcomes = ended.flatMap((chain) =>
    outcomesOf(interfaces, chain, again.get(chain.together) ?? results.get(chain.together)),
  )
  const settled = await settle(needs, outcomes, begunAt)
  return { ...settled, course: { begunAt, plannedAt, sentAt, settledAt: new Date() } }
}
