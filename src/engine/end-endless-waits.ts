import type { ISql } from 'postgres'
import { waitingChain } from '../queue/waiting-chain.ts'
import type { Outcome } from './outcome.ts'

/** How long a delivery waits for another object before a person is asked. */
export const longestWait = 7 * 24 * 3_600_000

/**
 * A delivery that would wait for ever is held for a person instead: when what it waits for waits for it in turn, or when that did not
 * come for a week. The reason shows the chain.
 */
export async function endEndlessWaits(tx: ISql, outcomes: readonly Outcome[], now = new Date()): Promise<Outcome[]> {
  const ended: Outcome[] = []
  for (const outcome of outcomes) ended.push((await endless(tx, outcome, now)) ?? outcome)
  return ended
}

async function endless(tx: ISql, outcome: Outcome, now: Date): Promise<Outcome | undefined> {
  const { plan, status, parkedFor, reason, ...rest } = outcome
  if (status !== 'parked' || parkedFor === undefined) return undefined
  const own = plan.claim.objectKey
  const chain = await waitingChain(tx, parkedFor)
  const circle = chain.indexOf(own)
  const waits = (keys: readonly string[]) => [own, ...keys].join(' waits for ')
  if (circle >= 0) {
    const why = `These wait for each other: ${waits(chain.slice(0, circle + 1))}. Send one of them without its reference first, then restart this. ${reason ?? ''}`
    return { ...rest, plan, status: 'held', reason: why.trim() }
  }
  const waited = now.getTime() - plan.message.receivedAt.getTime()
  if (waited < longestWait) return undefined
  const days = Math.floor(waited / (24 * 3_600_000))
  const why = `For ${days} days ${waits(chain)}, and it did not come. Send it, then restart this, or cancel this. ${reason ?? ''}`
  return { ...rest, plan, status: 'held', reason: why.trim() }
}
