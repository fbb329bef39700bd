import { type IntegrationError, Unavailable } from '../../message/errors.ts'
import { isUnreachable } from './connection-error.ts'

/**
 * Keeps a connection quiet for as long as the other side asked to be left alone: pushing on makes its Retry-After grow.
 * A host nobody answers at is left alone for a second, so that a thousand objects do not each wait for it.
 */
export class Pause {
  #until = 0
  #reason: Unavailable | undefined

  /** Throws Unavailable with the rest of the time while the connection is paused. */
  check(now = Date.now()): void {
    const reason = this.#reason
    if (reason === undefined || now >= this.#until) return
    const rest = reason.retryAfter === undefined ? undefined : this.#until - now
    throw new Unavailable(reason.message, { code: reason.code, cause: reason, retryAfter: rest })
  }

  /** Looks at an error and pauses the connection when it says so. */
  heed(error: IntegrationError, now = Date.now()): void {
    if (!(error instanceof Unavailable)) return
    const wait = error.retryAfter ?? (isUnreachable(error) ? 1000 : 0)
    if (now + wait <= this.#until) return
    this.#until = now + wait
    this.#reason = error
  }
}
