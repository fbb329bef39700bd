import { type IntegrationError, Unavailable } from '../../message/errors.ts'
import { isUnreachable } from './connection-error.ts'

/**
 * Keeps a connection quiet for as long as the other side asked to be left alone: pushing on makes its Retry-After grow.
 * A host nobody answers at is left alone for a second, then longer each time, up to a minute, so that a thousand objects do not
 * each wait for it. The same goes for one that answers, but fails again and again. Times are those of a clock that nobody sets.
 */
export class Pause {
  #until = 0
  #reason: Unavailable | undefined
  /** How often in a row nobody answered. */
  #misses = 0
  /** How many requests in a row failed as a whole. */
  #failures = 0

  /** While the connection is paused: why, with the rest of the time. */
  standing(now = performance.now()): Unavailable | undefined {
    const reason = this.#reason
    if (reason === undefined || now >= this.#until) return undefined
    return new Unavailable(reason.message, {
      code: reason.code,
      cause: reason,
      retryAfter: this.#until - now,
      isUntried: true,
    })
  }

  /** Looks at an error and pauses the connection when it says so. */
  heed(error: IntegrationError, now = performance.now()): void {
    if (!(error instanceof Unavailable)) return
    const wait = error.retryAfter ?? (isUnreachable(error) ? this.#miss(now) : 0)
    if (now + wait <= this.#until) return
    this.#until = now + wait
    this.#reason = error
  }

  /** Somebody answered. */
  reached(): void {
    if (this.#failures < manyFailures) this.#misses = 0
  }

  /** A request failed as a whole: after several in a row the service is left alone, for longer each time, until one succeeds. */
  failed(error: IntegrationError, now = performance.now()): void {
    if (!(error instanceof Unavailable) || ++this.#failures < manyFailures) return
    this.heed(
      new Unavailable(error.message, { code: error.code, cause: error, retryAfter: error.retryAfter ?? this.#miss(now) }),
      now,
    )
  }

  succeeded(): void {
    this.#failures = 0
    this.#misses = 0
  }

  /** Of many requests that were under way together only the first is a further miss. */
  #miss(now: number): number {
    if (now < this.#until) return 0
    return Math.min(1000 * 2 ** Math.min(this.#misses++, 6), 60_000)
  }
}

const manyFailures = 5
