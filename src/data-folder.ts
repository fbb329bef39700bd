import { randomBytes } from 'node:crypto'
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from './make-folder.ts'
import { Misconfigured } from './message/errors.ts'
import { birthOf } from './store/embedded/birth-of.ts'

/** A data folder that is ours until released. */
export interface DataFolder {
  release(): void
}

interface Holder {
  pid: number
  birth: string
  startedAt: string
}

/**
 * Makes the data folder if need be and claims it for this process; the claim of a process that is gone is taken over at once.
 * Claims are numbered files and each number is made only once, so of two that start together exactly one gets it.
 * @throws {Misconfigured} another process holds it, or it cannot be written
 */
export function claimDataFolder(folder: string): DataFolder {
  try {
    makeFolder(folder)
    return claimed(folder)
  } catch (cause) {
    if (cause instanceof Misconfigured) throw cause
    throw new Misconfigured(
      `The data folder ${folder} cannot be written (${(cause as Error).message}); set LANDBRIDGE_DATA to a folder that can be, with room on its disk`,
      { cause },
    )
  }
}

function claimed(folder: string): DataFolder {
  const mine = join(folder, `.claim.${process.pid}.${randomBytes(4).toString('hex')}`)
  const holder: Holder = { pid: process.pid, birth: birthOf(process.pid) ?? '', startedAt: startOf() }
  try {
    writeFileSync(mine, JSON.stringify(holder), { mode: 0o600 })
    return claim(folder, mine)
  } finally {
    rmSync(mine, { force: true })
  }
}

function claim(folder: string, mine: string): DataFolder {
  for (;;) {
    const numbers = claimsIn(folder)
    refuseIfHeld(folder, numbers)
    const number = (numbers.at(-1) ?? 0) + 1
    const file = claimFile(folder, number)
    if (!linked(mine, file)) continue
    try {
      // Somebody may have claimed and released between our look and our claim, and another begun anew at number 1.
      refuseIfHeld(
        folder,
        claimsIn(folder).filter((other) => other !== number),
      )
    } catch (error) {
      rmSync(file, { force: true })
      throw error
    }
    for (const gone of numbers) rmSync(claimFile(folder, gone), { force: true })
    return { release: () => rmSync(file, { force: true }) }
  }
}

function claimFile(folder: string, number: number): string {
  return join(folder, `claim-${number}`)
}

function claimsIn(folder: string): number[] {
  return readdirSync(folder)
    .map((name) => Number(/^claim-(\d+)$/.exec(name)?.[1]))
    .filter((number) => number > 0)
    .sort((a, b) => a - b)
}

/** A link appears whole or not at all, and only when the name is free. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function refuseIfHeld(folder: string, numbers: number[]): void {
  for (const number of numbers) {
    const holder = readHolder(claimFile(folder, number))
    if (!holder || birthOf(holder.pid) !== holder.birth) continue
    throw new Misconfigured(
      `The data folder ${folder} is in use by process ${holder.pid} (started ${holder.startedAt}); stop it, or set LANDBRIDGE_DATA to another folder.`,
    )
  }
}

/** Nothing when it was released meanwhile, or a power cut left it empty. */
function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function startOf(): string {
  return new Date(Date.now() - process.uptime() * 1000).toISOString().slice(0, 19).replace('T', ' ').concat(' UTC')
}
