import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { stopLeftover } from './leftover.ts'

const week = 7 * 24 * 60 * 60 * 1000

/**
 * A home for the cluster outside a data folder that PostgreSQL's user may not enter. The data folder remembers it in
 * `postgres-location`, so a deleted data folder means a fresh start, and homes that no data folder names are given up.
 */
export async function borrowedHome(folder: string, base = '/var/lib/landbridge/clusters'): Promise<string> {
  mkdirSync(base, { recursive: true, mode: 0o755 })
  await giveUpForgotten(base)
  const location = join(folder, 'postgres-location')
  // The data folder points to the home before the home is there, so that no other start takes it for forgotten.
  if (!existsSync(location)) writeFileSync(location, randomUUID(), { mode: 0o600 })
  const home = join(base, readFileSync(location, 'utf8').trim())
  if (!existsSync(home)) makeHome(home, resolve(folder))
  utimesSync(join(home, 'data-folder'), new Date(), new Date())
  return home
}

function makeHome(home: string, folder: string): void {
  const unfinished = `${home}.new`
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  writeFileSync(join(unfinished, 'data-folder'), folder)
  renameSync(unfinished, home)
}

/** A forgotten server is stopped at once, its data kept for a week: the data folder may only be unmounted for now. */
async function giveUpForgotten(base: string): Promise<void> {
  for (const id of readdirSync(base)) {
    const home = join(base, id)
    const note = join(home, 'data-folder')
    if (id.endsWith('.new') || !existsSync(note) || pointsBack(readFileSync(note, 'utf8'), id)) continue
    await stopLeftover(join(home, 'cluster'))
    if (Date.now() - statSync(note).mtimeMs > week) rmSync(home, { recursive: true, force: true })
  }
}

function pointsBack(folder: string, id: string): boolean {
  const location = join(folder, 'postgres-location')
  return existsSync(location) && readFileSync(location, 'utf8').trim() === id
}
