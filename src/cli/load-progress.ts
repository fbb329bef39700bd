import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { makeFolder } from '../make-folder.ts'
import { CommandFailed } from './exit.ts'

/** How far an initial load has come: of each file, what of it is stored. A file that changed since begins anew. */
export class LoadProgress {
  readonly #path: string
  readonly #files: Record<string, { size: number; changedAt: number; stored: number }>

  constructor(path: string) {
    this.#path = path
    this.#files = readJson(path)
  }

  /** Bytes of the file whose IDocs are stored for good. */
  storedOf(file: string): number {
    const { size, mtimeMs } = statSync(file)
    const known = this.#files[resolve(file)]
    return known !== undefined && known.size === size && known.changedAt === mtimeMs ? known.stored : 0
  }

  /** Kept at once, whole or not at all, so that a load that is killed goes on where it was. @throws {CommandFailed} it cannot be written */
  note(file: string, stored: number): void {
    const { size, mtimeMs } = statSync(file)
    this.#files[resolve(file)] = { size, changedAt: mtimeMs, stored }
    try {
      makeFolder(dirname(this.#path))
      writeFileSync(`${this.#path}.new`, JSON.stringify(this.#files))
      renameSync(`${this.#path}.new`, this.#path)
    } catch (error) {
      throw new CommandFailed(
        `What is stored cannot be noted in ${this.#path} (${(error as Error).message}); set LANDBRIDGE_DATA to a folder that can be written`,
      )
    }
  }
}

function readJson<T extends object>(path: string): T {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch {
    return {} as T
  }
}
