import type { Claim } from '../queue/claim.ts'
import type { Claimant } from '../queue/enqueue.ts'

/** How what was just stored comes into work without a detour by the queue. */
export interface HandOver {
  /** Nothing when there is no room. */
  claimant(): Claimant | undefined
  /** After the commit. */
  take(claims: readonly Claim[]): void
}

/** Claims that were handed over and wait for a worker's next batch, the oldest first. */
export class HandedClaims {
  readonly #mostMilliseconds: number
  #groups: { claims: readonly Claim[]; until: number }[] = []

  /** @param mostMilliseconds so long they may wait; then they are worth too little to begin with */
  constructor(mostMilliseconds: number) {
    this.#mostMilliseconds = mostMilliseconds
  }

  get count(): number {
    return this.#groups.reduce((sum, { claims }) => sum + claims.length, 0)
  }

  add(claims: readonly Claim[], now = Date.now()): void {
    if (claims.length > 0) this.#groups.push({ claims, until: now + this.#mostMilliseconds })
  }

  /** Whole groups, until there are so many; what waited too long is not among them. */
  take(limit: number, now = Date.now()): Claim[] {
    const taken: Claim[] = []
    while (this.#groups[0] !== undefined && this.#groups[0].until > now && taken.length < limit) {
      taken.push(...(this.#groups.shift()?.claims ?? []))
    }
    return taken
  }

  /** What waited too long. */
  takeStale(now = Date.now()): Claim[] {
    const stale = this.#groups.filter(({ until }) => until <= now)
    this.#groups = this.#groups.filter(({ until }) => until > now)
    return stale.flatMap(({ claims }) => claims)
  }

  takeAll(): Claim[] {
    return this.take(Number.POSITIVE_INFINITY, 0)
  }
}
