import type { Stats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

export interface FoundFile {
  readonly name: string
  readonly stats: Stats
}

/** The files of a folder, the oldest first. Folders and links are none: what a link names may be anything on the machine. */
export async function filesIn(folder: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  const found = await Promise.all(names.map((name) => statsOf(folder, name)))
  return found.filter((file) => file !== undefined).sort(byAge)
}

/** Nothing when another node has taken it meanwhile. */
async function statsOf(folder: string, name: string): Promise<FoundFile | undefined> {
  const stats = await lstat(join(folder, name)).catch(() => undefined)
  return stats?.isFile() ? { name, stats } : undefined
}

function byAge(one: FoundFile, other: FoundFile): number {
  return one.stats.mtimeMs - other.stats.mtimeMs || (one.name < other.name ? -1 : 1)
}
