import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const largest = 16 * 1024 * 1024

/** PostgreSQL's own log, opened to append; one that has grown large is put aside first. */
export function openLog(home: string): number {
  const file = join(home, 'postgres.log')
  if (existsSync(file) && statSync(file).size > largest) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

/** Where the log ends now, so that a later tail says only what came after. */
export function endOfLog(home: string): number {
  const file = join(home, 'postgres.log')
  return existsSync(file) ? statSync(file).size : 0
}

/** The last lines of the log, from `since` on. */
export function tailOfLog(home: string, since: number): string {
  const file = openSync(join(home, 'postgres.log'), 'r')
  try {
    const end = fstatSync(file).size
    const start = Math.max(since, end - 4096)
    const bytes = Buffer.alloc(Math.max(0, end - start))
    readSync(file, bytes, 0, bytes.length, start)
    return bytes.toString('utf8').trim().split('\n').slice(-8).join('\n')
  } finally {
    closeSync(file)
  }
}
