import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How to reach the Landbridge of a data folder, for commands in another terminal. */
interface Running {
  readonly url: string
  readonly pid: number
  /** Port of the sandbox Dynamics 365 it writes to. */
  readonly sandboxDynamics?: number | undefined
}

/** Leaves word in the data folder where the Landbridge of this process listens, and its sandbox Dynamics 365 if it has one. */
export function leaveNote(dataFolder: string, at: Pick<Running, 'url' | 'sandboxDynamics'>): void {
  const running: Running = { ...at, pid: process.pid }
  writeFileSync(fileIn(dataFolder), JSON.stringify(running))
}

export function removeNote(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true })
}

/** The address that was left in the data folder. @throws there is none */
export function notedUrl(dataFolder: string): string {
  return noteIn(dataFolder).url
}

/** The port of the sandbox Dynamics 365 that belongs to the Landbridge of the data folder; nothing when it has none, or does not run. */
export function notedSandboxDynamics(dataFolder: string): number | undefined {
  return existsSync(fileIn(dataFolder)) ? noteIn(dataFolder).sandboxDynamics : undefined
}

function noteIn(dataFolder: string): Running {
  return JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')) as Running
}

function fileIn(dataFolder: string): string {
  return join(dataFolder, 'running.json')
}
