import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How to reach the Landbridge of a data folder, for commands in another terminal. */
interface Running {
  readonly url: string
  readonly pid: number
}

/** Leaves word in the data folder where the Landbridge of this process listens. */
export function leaveNote(dataFolder: string, url: string): void {
  const running: Running = { url, pid: process.pid }
  writeFileSync(fileIn(dataFolder), JSON.stringify(running))
}

export function removeNote(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true })
}

/** The address that was left in the data folder. @throws there is none */
export function notedUrl(dataFolder: string): string {
  return (JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')) as Running).url
}

function fileIn(dataFolder: string): string {
  return join(dataFolder, 'running.json')
}
