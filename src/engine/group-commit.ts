/**
 * Lets work that many ask for at the same time go as one: while a group is being done, what comes meanwhile waits and makes the next
 * one. Nobody waits for company: what comes alone is begun at once. When a group fails, each of it is tried alone, so that what is
 * wrong with one is told to that one; but for a failure that ends all, which those who wait are told as well.
 */
export class GroupCommit<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Result[]>
  readonly #most: number
  readonly #endsAll: (error: unknown) => boolean
  #waiting: Waiting<Item, Result>[] = []
  #isRunning = false

  /** @param most items in one group @param endsAll whether a failure is that of all, whatever they are */
  constructor(
    work: (items: readonly Item[]) => Promise<readonly Result[]>,
    { most, endsAll = () => false }: { most: number; endsAll?: (error: unknown) => boolean },
  ) {
    this.#work = work
    this.#most = most
    this.#endsAll = endsAll
  }

  do(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
      if (!this.#isRunning) this.#begin()
    })
  }

  #begin(): void {
    this.#isRunning = true
    // Requests that arrive in the same turn of the event loop still come along.
    setImmediate(() => {
      const group = this.#waiting.splice(0, this.#most)
      void this.#run(group).finally(() => {
        this.#isRunning = false
        if (this.#waiting.length > 0) this.#begin()
      })
    })
  }

  /** @param behind of the same group, each of which is tried alone after this */
  async #run(group: readonly Waiting<Item, Result>[], behind: Waiting<Item, Result>[] = []): Promise<void> {
    if (group.length === 0) return
    try {
      const results = await this.#work(group.map(({ item }) => item))
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result)
    } catch (error) {
      if (this.#endsAll(error)) {
        for (const { reject } of [...group, ...behind.splice(0), ...this.#waiting.splice(0)]) reject(error)
        return
      }
      if (group.length === 1) return group[0]?.reject(error)
      const rest = [...group]
      for (let one = rest.shift(); one !== undefined; one = rest.shift()) await this.#run([one], rest)
    }
  }
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}
