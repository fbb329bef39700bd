import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

/** A watched folder and what lies in it. All are on one file system, so that moving a file is one step that happens or not. */
export interface Folders {
  /** Where senders put files. */
  readonly inbox: string
  /** Files some node has taken and is not through with. */
  readonly work: string
  /** Files whose IDocs are stored. */
  readonly done: string
  /** Files that were refused, each with its reason beside it. */
  readonly failed: string
}

/** Makes what is missing in it. @throws {Error} naming the folder */
export async function makeFolders(inbox: string): Promise<Folders> {
  const folders = { inbox, work: join(inbox, 'work'), done: join(inbox, 'done'), failed: join(inbox, 'failed') }
  await mendFolders(folders)
  return folders
}

/**
 * Makes again what somebody cleared away, but never the folder itself: when a file server is away it seems to be missing, and a folder
 * in its place would hide it.
 */
export async function mendFolders({ work, done, failed }: Folders): Promise<void> {
  for (const folder of [work, done, failed]) {
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}
