/** Whether it is worth waiting for more, told by how fast it came of late. */
export class Gathering {
  readonly #arrivals: number[] = []

  /** One more came, at this moment of `performance.now()`. */
  note(at: number): void {
    this.#arrivals.push(at)
    if (this.#arrivals.length > busyUnits) this.#arrivals.shift()
  }

  /** Milliseconds that what is there since this moment should still wait. */
  wait(since: number): number {
    const span = (this.#arrivals.at(-1) ?? 0) - (this.#arrivals[0] ?? 0)
    const isBusy = this.#arrivals.length === busyUnits && span > burstMilliseconds && span < busyMilliseconds
    return isBusy ? Math.max(0, since + gatherMilliseconds - performance.now()) : 0
  }
}

/** So many within so short a time are worth waiting for more. */
const busyUnits = 50
const busyMilliseconds = 100
/** What came all at once says nothing of what comes next. */
const burstMilliseconds = 5
/** What is not full waits no longer to become so. */
const gatherMilliseconds = 40
