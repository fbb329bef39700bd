import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClaimedFile } from './claim-file.ts'
import type { Folders } from './folders.ts'

/** Moves a file whose IDocs are stored to `done`. False when another node, which thought us gone, has it. */
export async function putToDone(file: ClaimedFile, { done }: Folders): Promise<boolean> {
  return moved(file, join(done, lastingName(file)))
}

/** Moves a refused file to `failed` and says beside it why. The reason is there first: a file never lies there without. */
export async function putToFailed(file: ClaimedFile, { failed, inbox }: Folders, reason: string): Promise<boolean> {
  const name = lastingName(file)
  const advice = `Nothing of ${file.name} was stored. Put the file back into ${inbox} once that is mended.`
  await writeFile(join(failed, `${name}.reason.txt`), `${reason}\n${advice}\n`)
  return moved(file, join(failed, name))
}

/** Sorts by time, and is taken by no other file, as senders use names again. */
function lastingName({ workName }: ClaimedFile): string {
  return `${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}-${workName}`
}

async function moved({ path }: ClaimedFile, to: string): Promise<boolean> {
  try {
    await rename(path, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
