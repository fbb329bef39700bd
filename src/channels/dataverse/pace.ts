/** How one request went. */
export interface Round {
  /** `performance.now()` when it was sent. */
  readonly startedAt: number
  /** 0 when there was no answer. */
  readonly status: number
  /** How many requests at once the service recommends, where it said so (`x-ms-dop-hint`). */
  readonly hint: number | undefined
  readonly milliseconds: number
  /** Names requests that should take about as long as this one. */
  readonly likeness: string
}

/**
 * How many requests a connection may have under way. It begins with what the service recommends, allows one more after each round that
 * went well with all of them in use, half as many after a refusal, and one less when an answer takes thrice as long as one like it did at best.
 */
export class Pace {
  #limit: number
  #running = 0
  #good = 0
  #isHinted = false
  /** All that are allowed were in use at once. */
  #isFilled = false
  /** What was sent before this tells nothing new about the limit. */
  #changedAt = 0
  /** The shortest time of late, by likeness. */
  readonly #best = new Map<string, number>()
  readonly #most: number

  constructor(most: number, start = 4) {
    this.#most = most
    this.#limit = Math.min(start, most)
  }

  get limit(): number {
    return this.#limit
  }

  get running(): number {
    return this.#running
  }

  get isFree(): boolean {
    return this.#running < this.#limit
  }

  begin(): void {
    if (++this.#running >= this.#limit) this.#isFilled = true
  }

  end(round: Round, now = performance.now()): void {
    this.#running--
    this.#follow(round.hint, now)
    if (round.startedAt < this.#changedAt) return
    if (isRefusal(round.status)) this.#set(Math.floor(this.#limit / 2), now)
    else if (this.#isSlow(round)) this.#set(this.#limit - 1, now)
    else if (this.#isFilled && ++this.#good >= this.#limit) this.#set(this.#limit + 1, now)
  }

  /** The first recommendation counts; after that the limit is found by trying. */
  #follow(hint: number | undefined, now: number): void {
    if (hint === undefined || this.#isHinted) return
    this.#isHinted = true
    this.#set(hint, now)
  }

  #isSlow({ milliseconds, likeness }: Round): boolean {
    // What was best may be long ago.
    const best = Math.min((this.#best.get(likeness) ?? Number.POSITIVE_INFINITY) * 1.01, milliseconds)
    this.#best.set(likeness, best)
    return milliseconds > Math.max(3 * best, slowMilliseconds)
  }

  #set(limit: number, now: number): void {
    this.#limit = Math.max(1, Math.min(limit, this.#most))
    this.#changedAt = now
    this.#good = 0
    this.#isFilled = false
  }
}

/** Below this an answer is fast, however fast others were. */
const slowMilliseconds = 1000

function isRefusal(status: number): boolean {
  return status === 0 || status === 429 || status === 503
}
