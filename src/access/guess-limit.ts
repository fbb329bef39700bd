import { networkOf } from './network-of.ts'

/**
 * Counts passwords that were wrong, so that nobody can try them all: by address and name, and more generously by address alone. All of an
 * IPv6 network is one address.
 */
export class GuessLimit {
  readonly #failures = new Map<string, { count: number; until: number; guesses: Set<string> }>()
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

  /**
   * Counts a wrong password; from the tenth on of one name, or the hundredth of one address, there is a wait.
   * @param guess tells this password from others: then the same one again is not counted, as who repeats it learns nothing by it
   */
  failed(address: string, name: string, guess?: string): void {
    if (this.#failures.size > 10_000) this.#forgetOld()
    for (const { key } of limitsOf(address, name)) {
      const failure = this.#failureOf(key)
      if (guess !== undefined && failure.guesses.has(guess)) continue
      if (guess !== undefined) failure.guesses.add(guess)
      failure.count++
    }
  }

  /** The right password was given: what went before were slips. */
  succeeded(address: string, name: string): void {
    const [own] = limitsOf(address, name)
    if (own !== undefined) this.#failures.delete(own.key)
  }

  #failureOf(key: string) {
    const found = this.#failures.get(key)
    if (found !== undefined && found.until > this.#now()) return found
    const begun = { count: 0, until: this.#now() + milliseconds, guesses: new Set<string>() }
    this.#failures.set(key, begun)
    return begun
  }

  #forgetOld(): void {
    for (const [key, { until }] of this.#failures) if (until <= this.#now()) this.#failures.delete(key)
  }
}

const milliseconds = 5 * 60_000

function limitsOf(address: string, name: string) {
  const network = networkOf(address)
  return [
    { key: JSON.stringify([network, name]), most: 10 },
    { key: network, most: 100 },
  ]
}
