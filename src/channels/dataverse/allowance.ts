import type { IncomingHttpHeaders } from 'node:http'

/**
 * How many requests one connection may still send within the service's window of five minutes, as its answers say it (Microsoft:
 * "Service protection API limits", `x-ms-ratelimit-burst-remaining-xrm-requests`). From half of it on, what is not a full request lets
 * more time pass since the one before it, the less is left the more, so that the limit is not met: small requests without end become about
 * fourteen a second, and a third of the window stays.
 */
export class Allowance {
  /** As documented, or more where answers say more. */
  #most = 6000
  #left = this.#most
  #sentAt = Number.NEGATIVE_INFINITY

  sent(now: number): void {
    this.#sentAt = now
  }

  heed(headers: IncomingHttpHeaders): void {
    const left = Number(headers['x-ms-ratelimit-burst-remaining-xrm-requests'] ?? Number.NaN)
    if (!Number.isFinite(left)) return
    this.#left = left
    this.#most = Math.max(this.#most, left)
  }

  /** Milliseconds to wait before a request that is not full. */
  wait(now: number): number {
    const scarcity = Math.max(0, 1 - this.#left / (this.#most / 2))
    return Math.max(0, this.#sentAt + scarcity * mostMilliseconds - now)
  }
}

/** Between two requests when nothing is left. */
const mostMilliseconds = 200
