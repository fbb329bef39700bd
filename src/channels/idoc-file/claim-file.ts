import { randomBytes } from 'node:crypto'
import { lstat, rename, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Folders } from './folders.ts'

/** A file that is ours to read. */
export interface ClaimedFile {
  /** As the sender named it. */
  readonly name: string
  /** Where it lies now, under a name nothing else has. */
  readonly path: string
  readonly workName: string
  readonly bytes: number
}

/**
 * Takes a file, out of the inbox or over from a node that is gone, by moving it: of several nodes only one can.
 * Nothing when another node was faster.
 */
export async function claimFile(folders: Folders, lies: 'inbox' | 'work', found: string): Promise<ClaimedFile | undefined> {
  const name = withRoom(lies === 'work' ? found.replace(/^[0-9a-f]{8}-/, '') : found)
  const workName = `${randomBytes(4).toString('hex')}-${name}`
  const path = join(folders.work, workName)
  try {
    await rename(join(folders[lies], found), path)
    await stillHere({ path })
    return { name, path, workName, bytes: (await lstat(path)).size }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Lets other nodes see that we are at it. */
export async function stillHere({ path }: Pick<ClaimedFile, 'path'>): Promise<void> {
  const now = new Date()
  await utimes(path, now, now)
}

/** File systems end names at 255 bytes; what we put before them must fit too. */
function withRoom(name: string): string {
  return Buffer.byteLength(name) > 200 ? name.slice(-60).toWellFormed() : name
}
