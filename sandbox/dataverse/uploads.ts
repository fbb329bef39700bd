import { randomUUID } from 'node:crypto'

/** A file that comes in parts; `Key` tells them apart. */
export interface Upload<Key> {
  readonly table: string
  readonly rowId: string
  readonly column: string
  readonly fileName: string
  readonly parts: Map<Key, string>
}

/**
 * Files that come in parts, by their token. The last ones stay, whether they are whole or not: so the last part may be sent
 * again when its answer was lost. A sandbox that stops forgets them.
 */
export class Uploads<Key> {
  readonly #uploads = new Map<string, Upload<Key>>()

  /** Gives the token. */
  begin(upload: Omit<Upload<Key>, 'parts'>): string {
    const token = randomUUID()
    this.#uploads.set(token, { ...upload, parts: new Map() })
    const [oldest] = this.#uploads.keys()
    if (this.#uploads.size > kept && oldest !== undefined) this.#uploads.delete(oldest)
    return token
  }

  find(token: string): Upload<Key> | undefined {
    return this.#uploads.get(token)
  }
}

const kept = 100
