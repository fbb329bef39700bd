import type { Exceeded } from './exceeded.ts'
import type { Limits } from './limits.ts'
import { SlidingWindow } from './sliding-window.ts'

interface Refusal {
  readonly exceeded: Exceeded
  /** Seconds. */
  readonly retryAfter: number
}

interface Block {
  readonly exceeded: Exceeded
  until: number
  extendedAt: number
}

/** What one user has used of one server. */
export class Usage {
  readonly #limits: Limits
  readonly #window: SlidingWindow
  #active = 0
  /** Set once a limit was exceeded: until then everything is refused. */
  #block: Block | undefined

  constructor(limits: Limits) {
    this.#limits = limits
    this.#window = new SlidingWindow(limits.windowSeconds * 1000)
  }

  /** Lets a request in, which `leave` must end, or says why not. */
  enter(now: number, requests: number): Refusal | undefined {
    const refusal = this.#refusal(now, requests)
    if (refusal !== undefined) return refusal
    // Whoever asks less at once is let in at once: nothing is blocked.
    if (this.#active >= this.#limits.concurrent) return { exceeded: 'concurrency', retryAfter: 1 }
    this.#active++
    this.#window.add(now, requests, 0)
    return undefined
  }

  leave(now: number, milliseconds: number): void {
    this.#active--
    this.#window.add(now, 0, milliseconds)
  }

  /** Counts requests, or says why they may not be made. */
  spend(now: number, requests: number): Refusal | undefined {
    const refusal = this.#refusal(now, requests)
    if (refusal === undefined) this.#window.add(now, requests, 0)
    return refusal
  }

  left(now: number): { requests: number; milliseconds: number } {
    const used = this.#window.used(now)
    return {
      requests: Math.max(0, this.#limits.requests - used.requests),
      milliseconds: Math.max(0, this.#limits.executionMilliseconds - used.milliseconds),
    }
  }

  #refusal(now: number, requests: number): Refusal | undefined {
    if (this.#block !== undefined && now < this.#block.until) return this.#extended(this.#block, now)
    const used = this.#window.used(now)
    const exceeded =
      used.requests + Math.max(requests, 1) > this.#limits.requests
        ? 'requests'
        : used.milliseconds >= this.#limits.executionMilliseconds
          ? 'time'
          : undefined
    if (exceeded === undefined) {
      this.#block = undefined
      return undefined
    }
    this.#block = { exceeded, until: now + Math.max(this.#window.untilRoom(now), 1000), extendedAt: now }
    return refusalOf(this.#block, now)
  }

  /** Who goes on asking waits longer; what was under way already when the first was refused could not know. */
  #extended(block: Block, now: number): Refusal {
    if (now - block.extendedAt >= 1000) {
      block.until = Math.min(block.until + 1000, now + this.#limits.windowSeconds * 1000)
      block.extendedAt = now
    }
    return refusalOf(block, now)
  }
}

function refusalOf({ exceeded, until }: Block, now: number): Refusal {
  return { exceeded, retryAfter: Math.ceil((until - now) / 1000) }
}
