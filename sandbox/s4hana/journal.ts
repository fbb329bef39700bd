import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { LineFile } from '../line-file.ts'

/** Everything that happened, one JSON line each, so that a killed sandbox knows where it was. */
export class Journal {
  readonly #lines: LineFile
  readonly #entries: { kind: string }[]

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    this.#lines = new LineFile(join(folder, 'sandbox-s4hana.jsonl'))
    this.#entries = this.#lines.read().map((line) => JSON.parse(line))
  }

  /** What was there at the start, of the kinds named. */
  read<Entry extends { kind: string }>(kinds: readonly Entry['kind'][]): Entry[] {
    return this.#entries.filter((entry): entry is Entry => kinds.includes(entry.kind))
  }

  append(entry: { kind: string }): void {
    this.#lines.append(JSON.stringify(entry))
  }

  close(): void {
    this.#lines.close()
  }
}
