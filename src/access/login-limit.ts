/** Counts passwords that were wrong, so that nobody can try them all: by address and name, and more generously by address alone. */
export class LoginLimit {
  readonly #failures = new Map<string, { count: number; until: number }>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Seconds to wait before the next try; 0 when it may be made now. */
  wait(address: string, name: string): number {
    const waits = limitsOf(address, name).map(({ key, most }) => {
      const found = this.#failures.get(key)
      return found === undefined || found.count < most ? 0 : Math.max(0, found.until - this.#now())
    })
    return Math.ceil(Math.max(...waits) / 1000)
  }

  /** Counts a wrong password; from the tenth on of one name, or the hundredth of one address, there is a wait. */
  failed(address: string, name: string): void {
    if (this.#failures.size > 10_000) this.#forgetOld()
    for (const { key } of limitsOf(address, name)) {
      const found = this.#failures.get(key)
      if (found === undefined || found.until <= this.#now()) {
        this.#failures.set(key, { count: 1, until: this.#now() + milliseconds })
      } else {
        found.count++
      }
    }
  }

  /** The right password was given: what went before were slips. */
  succeeded(address: string, name: string): void {
    const [own] = limitsOf(address, name)
    if (own !== undefined) this.#failures.delete(own.key)
  }

  #forgetOld(): void {
    for (const [key, { until }] of this.#failures) if (until <= this.#now()) this.#failures.delete(key)
  }
}

const milliseconds = 5 * 60_000

function limitsOf(address: string, name: string) {
  return [
    { key: JSON.stringify([address, name]), most: 10 },
    { key: address, most: 100 },
  ]
}
