import { chmodSync, existsSync, mkdtempSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

/** More than ten times what tests were seen to fill at a time. */
const room = 4 * 1024 ** 3

/**
 * A folder for temporary files that lies in memory, or nothing where there is no room. Every test makes a database of hundreds of files and removes
 * it. Linux's ext4 gives no inode out again soon after and looks through all of them for others, which took a fifth of the time of all tests.
 */
export function memoryFolder(place = '/dev/shm', wanted = room): string | undefined {
  if (!existsSync(place)) return undefined
  const { bavail, bsize } = statfsSync(place)
  // Files there are memory in use; as much again is for those who work with them.
  if (bavail * bsize < wanted || process.availableMemory() < 2 * wanted) return undefined
  const folder = mkdtempSync(join(place, 'landbridge-tests-'))
  // PostgreSQL, which does not run as root, passes through.
  chmodSync(folder, 0o711)
  return folder
}
