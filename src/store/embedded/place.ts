import { chmodSync, chownSync, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { borrowedHome } from './borrowed-home.ts'
import { copyBinaries } from './copy-binaries.ts'
import { mayEnter, type Owner } from './owner.ts'

/** Where the embedded PostgreSQL runs from, where its files lie, and as whom it runs. */
export interface Place {
  /** Holds bin, lib, share. */
  programs: string
  /** Holds `cluster` (PostgreSQL's data) and `postgres.log`. */
  home: string
  owner: Owner | undefined
}

/**
 * Normally the programs stay where npm put them and everything else lies in `<data folder>/postgres`. When PostgreSQL runs
 * as another user who may not go there (a clone under /root), both go to places of /var/lib/landbridge.
 */
export async function findPlace(folder: string, binaries: Binaries, owner: Owner | undefined): Promise<Place> {
  const own = join(realpathSync(folder), 'postgres')
  if (!owner) {
    mkdirSync(own, { recursive: true, mode: 0o700 })
    return { programs: binaries.folder, home: own, owner }
  }
  const runsAs = ownerOfCluster(own) ?? owner
  const programs = mayEnter(runsAs, join(binaries.folder, 'bin', 'postgres')) ? binaries.folder : copyBinaries(binaries)
  const home = letIn(runsAs, dirname(own)) ? own : await borrowedHome(folder)
  mkdirSync(home, { recursive: true })
  chownSync(home, runsAs.uid, runsAs.gid)
  chmodSync(home, 0o700)
  return { programs, home, owner: runsAs }
}

/** Whoever made the cluster keeps running it: a data folder made without root may later be used by root. */
function ownerOfCluster(home: string): Owner | undefined {
  const cluster = join(home, 'cluster')
  if (!existsSync(cluster)) return undefined
  const { uid, gid } = statSync(cluster)
  return uid === 0 ? undefined : { uid, gid }
}

/** The data folder is closed to everybody, so its group becomes the owner's, who may pass through but not look around. */
function letIn(owner: Owner, folder: string): boolean {
  if (mayEnter(owner, folder)) return true
  if (!mayEnter(owner, dirname(folder))) return false
  chownSync(folder, statSync(folder).uid, owner.gid)
  chmodSync(folder, 0o710)
  return mayEnter(owner, folder)
}
