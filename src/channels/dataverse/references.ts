import { nameOfRow } from '../../message/by-row.ts'
import type { Reference } from '../../message/write.ts'
import type { RowFinder } from './row-finder.ts'

const keptMilliseconds = 10 * 60_000

/**
 * GUIDs of rows that cannot be bound by alternate key. What was found is kept for ten minutes, what was not is asked
 * again; however many rows refer to the same one at once, it is asked for once.
 */
export class References {
  readonly #finder: RowFinder
  readonly #fallbacks: readonly Reference[]
  readonly #known = new Map<string, Sought>()

  /** @param fallbacks rows that are taken in place of ones of their table that are not there, where those are optional */
  constructor(finder: RowFinder, fallbacks: readonly Reference[] = []) {
    this.#finder = finder
    this.#fallbacks = fallbacks
  }

  /** The row that is taken in place of this one, when there is such a row. */
  async fallbackFor({ table, optional }: Reference): Promise<{ id: string; reference: Reference } | undefined> {
    const reference = optional ? this.#fallbacks.find((fallback) => fallback.table.name === table.name) : undefined
    if (reference === undefined) return undefined
    const id = await this.find({ ...reference, table: { ...table, ...reference.table } })
    return id === undefined ? undefined : { id, reference: { ...reference, table } }
  }

  /** The GUID of a row that was found already: what is known needs no waiting for. */
  known(reference: Reference): string | undefined {
    const known = this.#known.get(nameOfRow(reference))
    return known !== undefined && performance.now() < known.until ? known.found : undefined
  }

  async find(reference: Reference): Promise<string | undefined> {
    const name = nameOfRow(reference)
    const known = this.#known.get(name)
    if (known !== undefined && performance.now() < known.until) return await known.id
    const id = this.#finder.find(reference.table, reference.key).then((row) => row?.id)
    const asked: Sought = { id, until: performance.now() + keptMilliseconds }
    this.#known.set(name, asked)
    try {
      const found = await id
      if (found === undefined) this.#known.delete(name)
      else asked.found = found
      return found
    } catch (error) {
      this.#known.delete(name)
      throw error
    }
  }

  /** The row turned out to be gone. */
  forget(reference: Reference): void {
    this.#known.delete(nameOfRow(reference))
  }
}

interface Sought {
  readonly id: Promise<string | undefined>
  /** What `id` came to, when there is such a row. */
  found?: string
  readonly until: number
}
