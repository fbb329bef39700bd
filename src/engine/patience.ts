/**
 * How long the next batch of work is worth waiting for, told by how fast work came of late. While it comes by the hundred a second, a
 * moment's patience makes a few large requests to the receiver of what would be many small ones, which counts where a receiver limits
 * requests (reference: "Service protection API limits", 6,000 in five minutes). What comes alone, or all at once, is never kept waiting.
 */
export class Patience {
  #batches: { readonly at: number; readonly count: number }[] = []

  /** So much was begun, at this moment of `performance.now()`. */
  note(count: number, at: number): void {
    this.#batches = [...this.#batches.filter((batch) => at - batch.at < lookBackMilliseconds), { at, count }]
  }

  /** Milliseconds from the last batch to the next. */
  milliseconds(): number {
    const counts = this.#batches.map(({ count }) => count)
    // The largest aside: one packet says nothing of what comes next.
    const steady = counts.reduce((sum, count) => sum + count, 0) - Math.max(0, ...counts)
    return steady >= busy ? gatherMilliseconds : 0
  }
}

const lookBackMilliseconds = 500
/** So many within that time, the largest batch aside. */
const busy = 60
/** At 500 documents a second a hundred of them. */
const gatherMilliseconds = 200
