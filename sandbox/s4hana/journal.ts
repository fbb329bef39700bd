import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'

/** Everything that happened, one JSON line each, so that a killed sandbox knows where it was. */
export class Journal {
  readonly #file: string
  readonly #entries: { kind: string }[]

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    this.#file = join(folder, 'sandbox-s4hana.jsonl')
    const text = existsSync(this.#file) ? readFileSync(this.#file, 'utf8') : ''
    // A line that was cut off by a kill was never acted on.
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    if (whole.length < text.length) truncateSync(this.#file, Buffer.byteLength(whole))
    this.#entries = whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  }

  /** What was there at the start, of the kinds named. */
  read<Entry extends { kind: string }>(kinds: readonly Entry['kind'][]): Entry[] {
    return this.#entries.filter((entry): entry is Entry => kinds.includes(entry.kind))
  }

  append(entry: { kind: string }): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
  }
}
