import { Unavailable } from '../../message/errors.ts'

/** How long a part of a day is, and how many make one. */
const partMilliseconds = 5 * 60_000
const parts = 288

/**
 * What may be asked of Dynamics 365 within 24 hours (Microsoft: "Requests limits and allocations"): every row that is read or written
 * counts, within a batch too. From four fifths of it on, what is left is spread evenly over a day, so that it is slow rather than over.
 * It counts what this process asked since it started.
 */
export class Budget {
  readonly limit: number | undefined
  readonly #spent = new Map<number, number>()

  constructor(limit: number | undefined) {
    this.limit = limit
  }

  spend(operations: number, now = Date.now()): void {
    const part = partOf(now)
    this.#spent.set(part, (this.#spent.get(part) ?? 0) + operations)
    for (const old of this.#spent.keys()) {
      if (old > part - parts) break
      this.#spent.delete(old)
    }
  }

  /** Operations within the last 24 hours. */
  used(now = Date.now()): number {
    const oldest = partOf(now) - parts
    return [...this.#spent].reduce((sum, [part, spent]) => (part > oldest ? sum + spent : sum), 0)
  }

  /** Why, and how long, to wait; nothing while there is enough left. */
  pause(now = Date.now()): Unavailable | undefined {
    if (this.limit === undefined || this.used(now) < this.limit * 0.8) return undefined
    const share = Math.max(1, Math.floor((this.limit * 0.2) / parts))
    if (this.used(now) < this.limit && (this.#spent.get(partOf(now)) ?? 0) < share) return undefined
    return new Unavailable(
      `${this.used(now)} of the ${this.limit} requests that dataverse.dailyRequests allows within 24 hours are used. The rest is spread over the day; buy more, or raise the setting if there are more`,
      { code: 'daily-requests', retryAfter: (partOf(now) + 1) * partMilliseconds - now, isUntried: true },
    )
  }
}

function partOf(now: number): number {
  return Math.floor(now / partMilliseconds)
}
