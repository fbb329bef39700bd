import { networkOf } from './network-of.ts'

/**
 * Counts passwords that were wrong, so that nobody can try them all: by address and name, and more generously by address alone. All of an
 * IPv6 network is one address.
 */
export class GuessLimit {
  readonly #failures = new Map<string, { count: number; until: number; guesses: Set<string> }>()
  readonly #underWay = new Map<string, number>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Seconds to wait before the next try; 0 when it may be made now. */
  wait(address: string, name: string): number {
    const waits = limitsOf(address, name).map(({ key, most }) => {
      const { count, until } = this.#failures.get(key) ?? none
      const counted = until > this.#now() ? count : 0
      if (counted >= most) return until - this.#now()
      return counted + (this.#underWay.get(key) ?? 0) >= most ? aMoment : 0
    })
    return Math.ceil(Math.max(...waits) / 1000)
  }

  /** A password is being looked at. Until it `ended`, it may be wrong, and so there is a wait as if it were. */
  begun(address: string, name: string): void {
    for (const { key } of limitsOf(address, name)) this.#underWay.set(key, (this.#underWay.get(key) ?? 0) + 1)
  }

  ended(address: string, name: string): void {
    for (const { key } of limitsOf(address, name)) {
      const left = (this.#underWay.get(key) ?? 1) - 1
      if (left > 0) this.#underWay.set(key, left)
      else this.#underWay.delete(key)
    }
  }

  /**
   * Counts a wrong password; from the tenth on of one name, or the hundredth of one address, there is a wait. True when that is so now.
   * @param guess tells this password from others: then the same one again is not counted, as who repeats it learns nothing by it
   */
  failed(address: string, name: string, guess?: string): boolean {
    if (this.#failures.size > 10_000) this.#forgetOld()
    let isTooMany = false
    for (const { key, most } of limitsOf(address, name)) {
      const failure = this.#failureOf(key)
      if (guess === undefined || !failure.guesses.has(guess)) failure.count++
      if (guess !== undefined) failure.guesses.add(guess)
      isTooMany ||= failure.count >= most
    }
    return isTooMany
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

const none = { count: 0, until: 0 }
const milliseconds = 5 * 60_000
/** By then what is being looked at is known to be right or wrong. */
const aMoment = 1000

function limitsOf(address: string, name: string) {
  const network = networkOf(address)
  return [
    { key: JSON.stringify([network, name]), most: 10 },
    { key: network, most: 100 },
  ]
}
