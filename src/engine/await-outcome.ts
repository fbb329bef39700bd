import { setTimeout as pause } from 'node:timers/promises'
import type { ISql } from 'postgres'
import type { AwaitedOutcome, AwaitOutcome } from '../message/awaited-outcome.ts'
import { isOpen } from '../message/delivery-status.ts'
import { answeredWithin, isNoAnswer } from '../store/no-answer.ts'
import { readOutcome } from '../store/read-outcome.ts'

/**
 * Waits for what becomes of a message: until its deliveries are finished, or one of them waits for a person, or `milliseconds`
 * have passed. The work may be done by any node, so it is the store that is asked; one that gives no answer is waited for no longer.
 */
export function awaitOutcome(sql: ISql, { milliseconds, grace = 5000 }: { milliseconds: number; grace?: number }): AwaitOutcome {
  return async (messageId, stop) => {
    const deadline = performance.now() + milliseconds
    for (let wait = 20; ; wait = Math.min(wait * 1.5, 500)) {
      const patience = Math.max(deadline - performance.now(), 0) + grace
      const outcome = await answeredWithin(patience, readOutcome(sql, messageId)).catch(notTold)
      if (!isOpen[outcome.status] || outcome.status === 'held') return outcome
      const left = deadline - performance.now()
      if (left <= 0 || stop.aborted) return outcome
      await pause(Math.min(wait, left), undefined, { signal: stop }).catch(() => {})
    }
  }
}

/** It is stored, so it waits at least. */
function notTold(error: unknown): AwaitedOutcome {
  if (!isNoAnswer(error)) throw error
  return { status: 'waiting', rows: [], reason: 'the database gives no answer' }
}
