import type { ReadMessage } from './fresh-documents.ts'

/**
 * Messages of very many objects as they were read from the store: what one batch of deliveries has read is there for those beside it and for
 * the next, so that a document of ten thousand objects is read and parsed once, and not once for each hundred of them. Each stays
 * until nobody has asked for it for a while.
 */
export class SharedReads {
  readonly #keptMilliseconds: number
  readonly #reads = new Map<string, { readonly message: Promise<ReadMessage | undefined>; readonly end: NodeJS.Timeout }>()

  constructor(keptMilliseconds = 10_000) {
    this.#keptMilliseconds = keptMilliseconds
  }

  has(id: string): boolean {
    return this.#reads.has(id)
  }

  /** @param read reads it from the store; what fails is tried again by who comes next */
  get(id: string, read: () => Promise<ReadMessage | undefined>): Promise<ReadMessage | undefined> {
    const known = this.#reads.get(id)
    if (known !== undefined) {
      known.end.refresh()
      return known.message
    }
    const forget = () => this.#reads.delete(id)
    const message = read()
    message.catch(forget)
    this.#reads.set(id, { message, end: setTimeout(forget, this.#keptMilliseconds).unref() })
    return message
  }
}
