import { setTimeout as after } from 'node:timers/promises'
import { Unavailable } from '../../message/errors.ts'
import { isUnreachable } from './connection-error.ts'

/** Does something, and does it again where it may go better then. */
export type Trying = <T>(work: () => Promise<T>) => Promise<T>

/** Where somebody else tries again. */
export const once: Trying = (work) => work()

/**
 * For commands, which nobody carries on with: what Dynamics 365 cannot take now is waited for as long as it says (`Retry-After`), five minutes
 * in all. Where it does not say, it is tried five times more, after a second, then after twice as long each time. A host that has not answered
 * once is not waited for: its address may be wrong. `work` must be one that may be done twice.
 * @param tell hears of each wait, in a sentence
 */
export function patiently(tell: (sentence: string) => void, { firstMs = 1000, mostMs = 5 * 60_000 } = {}): Trying {
  let hasAnswered = false
  return async (work) => {
    let [waited, untold] = [0, 0]
    for (;;) {
      try {
        const done = await work()
        hasAnswered = true
        return done
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error
        hasAnswered ||= !isUnreachable(error)
        const wait = error.retryAfter === undefined ? firstMs * 2 ** untold++ : Math.max(error.retryAfter, firstMs)
        waited += wait
        if (!hasAnswered || untold > 5 || waited > mostMs) throw error
        const sentence = error.message.replace(/\. It is tried again$/, '')
        tell(`${sentence}. It is tried again in ${Math.ceil(wait / 1000)} s`)
        await after(wait)
      }
    }
  }
}
