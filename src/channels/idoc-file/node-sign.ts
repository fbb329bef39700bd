import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FoundFile } from './files-in.ts'
import type { Folders } from './folders.ts'

/**
 * By what the nodes that watch a folder know of each other: each keeps a file of its own in `work`, and writes to it as long as it runs.
 * The files it works on bear its name; their own times cannot be the sign, as they may belong to another user.
 */
export class NodeSign {
  readonly #work: string
  readonly #node = randomBytes(4).toString('hex')
  #claims = 0
  #given: Promise<void> = Promise.resolve()

  constructor({ work }: Folders) {
    this.#work = work
  }

  give(): Promise<void> {
    this.#given = writeFile(this.#path(), `${new Date().toISOString()}\n`)
    return this.#given
  }

  async takeDown(): Promise<void> {
    await this.#given.catch(() => {})
    await rm(this.#path(), { force: true })
  }

  /** Files in `work` that rest, of nodes that give no sign any more; ours too, where we let go of them. Who put one there by hand is no node. */
  leftBehind(work: readonly FoundFile[], stillFor: ReadonlyMap<string, number>, milliseconds: number): FoundFile[] {
    const rests = (name: string) => (stillFor.get(name) ?? Number.POSITIVE_INFINITY) >= milliseconds
    return work.filter(({ name }) => {
      const node = nodeOf(name)
      return !isSign(name) && rests(name) && (node === this.#node || rests(signOf(node)))
    })
  }

  /** Takes down the signs of nodes that are gone and left nothing behind. */
  async clearAway(work: readonly FoundFile[], stillFor: ReadonlyMap<string, number>, milliseconds: number) {
    const busy = new Set(work.map(({ name }) => signOf(nodeOf(name))))
    const gone = work.filter(({ name }) => isSign(name) && !busy.has(name) && (stillFor.get(name) ?? 0) >= milliseconds)
    for (const { name } of gone) await rm(join(this.#work, name), { force: true })
  }

  /** A name in `work` that no other file ever has. File systems end names at 255 bytes, so a long one loses its start. */
  workName(name: string): string {
    const room = Buffer.byteLength(name) > 200 ? name.slice(-60).toWellFormed() : name
    return `${this.#node}-${++this.#claims}-${room}`
  }

  #path(): string {
    return join(this.#work, signOf(this.#node))
  }
}

/** The name a file had before it was claimed. */
export function nameBefore(workName: string): string {
  return workName.replace(claimed, '')
}

function isSign(name: string): boolean {
  return name.startsWith('.node-')
}

const claimed = /^([0-9a-f]{8})-\d+-/

function nodeOf(workName: string): string {
  return claimed.exec(workName)?.[1] ?? ''
}

function signOf(node: string): string {
  return `.node-${node}`
}
