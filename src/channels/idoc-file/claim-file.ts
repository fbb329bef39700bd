import { constants } from 'node:fs'
import { type FileHandle, lstat, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Folders } from './folders.ts'
import { type NodeSign, nameBefore } from './node-sign.ts'

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
export async function claimFile(
  folders: Folders,
  sign: NodeSign,
  lies: 'inbox' | 'work',
  found: string,
): Promise<ClaimedFile | undefined> {
  const name = lies === 'work' ? nameBefore(found) : found
  const workName = sign.workName(name)
  const path = join(folders.work, workName)
  try {
    await rename(join(folders[lies], found), path)
    return { name, path, workName, bytes: (await lstat(path)).size }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** To read it. A link put in its place would be followed to anywhere. */
export function openClaimed({ path }: ClaimedFile): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
}
