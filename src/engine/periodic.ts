/** Does something every so many milliseconds and when it is asked for, never twice at once. */
export class Periodic {
  readonly #work: () => Promise<void>
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> = Promise.resolve()
  /** Asked for and not begun yet: one, however often it is asked for while the last one lasts. */
  #next: Promise<void> | undefined

  /** @param work never fails */
  constructor(milliseconds: number, work: () => Promise<void>) {
    this.#work = work
    this.#timer = setInterval(() => void this.now(), milliseconds)
  }

  /** Comes back when it was done after this. */
  now(): Promise<void> {
    this.#next ??= this.#running = this.#running.then(() => {
      this.#next = undefined
      return this.#work()
    })
    return this.#next
  }

  /** Does it a last time. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.now()
  }
}
