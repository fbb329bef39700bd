import type { Stats } from 'node:fs'

/** Tells since when each file has looked the same, by our own clock: those of a file server and of other nodes may differ. */
export class Still {
  #known = new Map<string, { look: string; since: number }>()

  /** Milliseconds for each of these files; what is not among them is forgotten. */
  look(files: readonly { name: string; stats: Stats }[]): ReadonlyMap<string, number> {
    const now = performance.now()
    this.#known = new Map(
      files.map(({ name, stats: { size, mtimeMs, ino } }) => {
        const look = `${ino} ${size} ${mtimeMs}`
        const known = this.#known.get(name)
        return [name, known?.look === look ? known : { look, since: now }]
      }),
    )
    return new Map([...this.#known].map(([name, { since }]) => [name, now - since]))
  }
}
