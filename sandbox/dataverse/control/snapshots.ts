import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../environment.ts'
import { readOrUndefined, writeWhole } from '../files.ts'
import type { Change } from '../journal.ts'

/** The rows of an environment at some moment, kept under a name in files of their own. */
export class Snapshots {
  readonly #folder: string
  readonly #environment: () => Pick<Environment, 'rowChanges' | 'restore'>

  constructor(folder: string, environment: () => Pick<Environment, 'rowChanges' | 'restore'>) {
    this.#folder = folder
    this.#environment = environment
  }

  get names(): string[] {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    return readdirSync(this.#folder)
      .filter((file) => file.endsWith('.jsonl'))
      .map((file) => file.slice(0, -'.jsonl'.length))
      .toSorted()
  }

  /** Takes one, in place of an earlier one of that name. */
  take(name: string): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const lines = this.#environment().rowChanges.map((change) => `${JSON.stringify(change)}\n`)
    writeWhole(this.#file(name), lines.join(''), 0o600)
  }

  /** False when there is none of that name. */
  restore(name: string): boolean {
    const text = readOrUndefined(this.#file(name))
    if (text === undefined) return false
    const lines = text.split('\n').filter((line) => line !== '')
    this.#environment().restore(lines.map((line) => JSON.parse(line) as Change))
    return true
  }

  remove(name: string): void {
    rmSync(this.#file(name), { force: true })
  }

  #file(name: string): string {
    return join(this.#folder, `${name}.jsonl`)
  }
}
