/** Does something every so many milliseconds and when it is asked for, never twice at once. */
export class Periodic {
  readonly #work: () => Promise<void>
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> = Promise.resolve()

  /** @param work never fails */
  constructor(milliseconds: number, work: () => Promise<void>) {
    this.#work = work
    this.#timer = setInterval(() => void this.now(), milliseconds)
  }

  /** Comes back when it was done after this. */
  now(): Promise<void> {
    this.#running = this.#running.then(this.#work)
    return this.#running
  }

  /** Does it a last time. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.now()
  }
}
