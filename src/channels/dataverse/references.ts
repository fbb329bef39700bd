import { rowKeyText } from '../../message/row-key.ts'
import type { Reference } from '../../message/write.ts'
import { findRow } from './find-row.ts'
import type { WebApi } from './web-api.ts'

const keptMilliseconds = 10 * 60_000

/**
 * GUIDs of rows that cannot be bound by alternate key. What was found is kept for ten minutes, what was not is asked
 * again; however many rows refer to the same one at once, it is asked for once.
 */
export class References {
  readonly #api: WebApi
  readonly #known = new Map<string, { id: Promise<string | undefined>; until: number }>()

  constructor(api: WebApi) {
    this.#api = api
  }

  async find(reference: Reference): Promise<string | undefined> {
    const name = nameOf(reference)
    const known = this.#known.get(name)
    if (known !== undefined && Date.now() < known.until) return await known.id
    const id = findRow(this.#api, reference.table, reference.key)
    this.#known.set(name, { id, until: Date.now() + keptMilliseconds })
    try {
      const found = await id
      if (found === undefined) this.#known.delete(name)
      return found
    } catch (error) {
      this.#known.delete(name)
      throw error
    }
  }

  /** The row turned out to be gone. */
  forget(reference: Reference): void {
    this.#known.delete(nameOf(reference))
  }
}

function nameOf({ table, key }: Reference): string {
  return `${table.name} ${rowKeyText(key)}`
}
