/** What was used within the time that has just passed, kept in three hundred steps. */
export class SlidingWindow {
  readonly #length: number
  readonly #step: number
  #slots: { readonly start: number; requests: number; milliseconds: number }[] = []
  #requests = 0
  #milliseconds = 0

  /** Milliseconds. */
  constructor(length: number) {
    this.#length = length
    this.#step = length / 300
  }

  add(now: number, requests: number, milliseconds: number): void {
    const last = this.#slots.at(-1)
    if (last !== undefined && now - last.start < this.#step) {
      last.requests += requests
      last.milliseconds += milliseconds
    } else this.#slots.push({ start: now, requests, milliseconds })
    this.#requests += requests
    this.#milliseconds += milliseconds
  }

  used(now: number): { requests: number; milliseconds: number } {
    const kept = this.#slots.findIndex(({ start }) => now - start < this.#length)
    const gone = this.#slots.splice(0, kept < 0 ? this.#slots.length : kept)
    for (const { requests, milliseconds } of gone) {
      this.#requests -= requests
      this.#milliseconds -= milliseconds
    }
    return { requests: this.#requests, milliseconds: this.#milliseconds }
  }

  /** Milliseconds until the oldest part of it is used no more. */
  untilRoom(now: number): number {
    const [oldest] = this.#slots
    return oldest === undefined ? 0 : Math.max(0, oldest.start + this.#length - now)
  }
}
