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
    const come = this.#batches.reduce((sum, { count }) => sum + count, 0)
    // Of several batches: one packet says nothing of what comes next.
    return come >= busy && this.#batches.length >= 3 ? gatherMilliseconds : 0
  }
}

const lookBackMilliseconds = 500
/** So many within that time: 80 a second; what is gathered comes in three batches then, and goes on being gathered down to 70. */
const busy = 40
/** At 500 documents a second a hundred of them. */
const gatherMilliseconds = 200
