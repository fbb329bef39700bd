import type { ISql } from 'postgres'
import type { Claim } from '../../src/queue/claim.ts'
import { finish } from '../../src/queue/finish.ts'
import { lockStillHeld } from '../../src/queue/still-held.ts'

/** Locks the lanes and finishes, as a transaction that settles does. */
export async function finishHeld(tx: ISql, claims: readonly Claim[]): Promise<Claim[]> {
  return finish(tx, await lockStillHeld(tx, claims))
}
