import { randomUUID } from 'node:crypto'

/** A file that comes in chunks. */
export interface Upload {
  readonly table: string
  readonly rowId: string
  readonly column: string
  readonly fileName: string
  /** By where they begin. */
  readonly chunks: Map<number, string>
}

/**
 * Files that come in chunks, by their session token. The last ones stay, whether they are whole or not: so the last chunk may
 * be sent again when its answer was lost. A sandbox that stops forgets them.
 */
export class Uploads {
  readonly #uploads = new Map<string, Upload>()

  /** Gives the session token. */
  begin(upload: Omit<Upload, 'chunks'>): string {
    const token = randomUUID()
    this.#uploads.set(token, { ...upload, chunks: new Map() })
    const [oldest] = this.#uploads.keys()
    if (this.#uploads.size > kept && oldest !== undefined) this.#uploads.delete(oldest)
    return token
  }

  find(token: string): Upload | undefined {
    return this.#uploads.get(token)
  }
}

const kept = 20
