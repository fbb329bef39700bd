import type { Unavailable } from '../message/errors.ts'

/** What the database is asked for: to store what came, or to be looked at for trouble. */
type Use = 'store' | 'look'

export interface DatabaseFailure {
  /** Nothing of this use went well since. */
  readonly since: Date
  readonly reason: string
}

/** Whether the database does what it is asked for. Kept here in memory: where it fails, nothing of that can be kept there. */
export class DatabaseStanding {
  readonly #failures = new Map<Use, DatabaseFailure & { lastAt: number }>()

  /** What can store can do all else; not the other way round: a full disk can be read. */
  worked(use: Use): void {
    if (use === 'store') this.#failures.clear()
    else this.#failures.delete(use)
  }

  failed(use: Use, { code, message, cause }: Unavailable): void {
    const reason = cause instanceof Error ? `${code}: ${cause.message || 'no reason was given'}` : message
    const since = this.#failures.get(use)?.since ?? new Date()
    this.#failures.set(use, { since, reason, lastAt: performance.now() })
  }

  /** What failed within the last `milliseconds`, and did not go well since; the longest first. */
  failure(milliseconds: number): DatabaseFailure | undefined {
    const known = [...this.#failures.values()].filter(({ lastAt }) => performance.now() - lastAt <= milliseconds)
    return known.sort((a, b) => a.since.getTime() - b.since.getTime())[0]
  }
}
