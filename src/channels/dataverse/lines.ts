import type { Unavailable } from '../../message/errors.ts'
import { Budget } from './budget.ts'
import { Pace } from './pace.ts'
import type { WebApi } from './web-api.ts'

/** The connection of one application user. */
export interface Line {
  readonly api: WebApi
  readonly pace: Pace
}

/** The connections to one environment, which share what may be asked of it within a day. */
export class Lines {
  readonly #lines: readonly Line[]
  readonly #budget: Budget

  constructor(connections: readonly WebApi[], limits: { maxConcurrency: number; dailyRequests?: number | undefined }) {
    this.#lines = connections.map((api) => ({ api, pace: new Pace(limits.maxConcurrency) }))
    this.#budget = new Budget(limits.dailyRequests)
  }

  /** Of those that may send now the one with the least to do. */
  free(): Line | undefined {
    return this.#lines
      .filter(({ api }) => api.pause() === undefined)
      .filter(({ pace }) => pace.isFree)
      .sort((a, b) => a.pace.running - b.pace.running)[0]
  }

  /** Why, and how long, all of them are to be left alone. */
  pause(): Unavailable | undefined {
    const pauses = this.#lines.map(({ api }) => api.pause())
    const soonest = pauses.includes(undefined) ? undefined : pauses.sort((a, b) => (a?.retryAfter ?? 0) - (b?.retryAfter ?? 0))[0]
    return soonest ?? this.#budget.pause()
  }

  /** This application user is to be left alone, another one is not. */
  hasOthers({ api }: Line): boolean {
    return api.pause() !== undefined && this.pause() === undefined
  }

  spend(operations: number): void {
    this.#budget.spend(operations)
  }

  /** How it stands now, for people. */
  standing(): Standing {
    const pause = this.pause()
    return {
      ...(pause === undefined ? {} : { pausedBecause: pause.message, pausedFor: pause.retryAfter ?? 0 }),
      concurrency: this.#lines.reduce((sum, { pace }) => sum + pace.limit, 0),
      requests24h: this.#budget.used(),
      ...(this.#budget.limit === undefined ? {} : { dailyRequests: this.#budget.limit }),
    }
  }
}

/** How much of Dynamics 365 is in use, and why nothing is sent just now. */
export interface Standing {
  readonly pausedBecause?: string
  /** Milliseconds. */
  readonly pausedFor?: number
  /** How many requests may be under way at once. */
  readonly concurrency: number
  /** Operations within the last 24 hours, since this process started. */
  readonly requests24h: number
  readonly dailyRequests?: number
}
