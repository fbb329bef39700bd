/** Numbers that look random and are the same in every run (Park and Miller's generator). */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** A whole number from least to most, both included. */
  between(least: number, most: number): number {
    this.#state = (this.#state * 48_271) % 2_147_483_647
    return least + (this.#state % (most - least + 1))
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.between(0, choices.length - 1)] as T
  }
}
