import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Misconfigured } from '../../message/errors.ts'
import type { Place } from './place.ts'

/**
 * Makes the cluster when there is none: UTF-8, plain byte order, one user `landbridge` with a password. Gives its folder.
 * It gets its name when it is whole, so a start that was killed half-way leaves nothing that looks like a cluster.
 */
export function createCluster({ programs, home, owner }: Place, password: string): void {
  const unfinished = join(home, 'cluster.new')
  const passwordFile = join(home, 'password.new')
  rmSync(unfinished, { recursive: true, force: true })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (owner) chownSync(passwordFile, owner.uid, owner.gid)
  const made = spawnSync(
    join(programs, 'bin', 'initdb'),
    [
      `--pgdata=${unfinished}`,
      `--pwfile=${passwordFile}`,
      '--username=landbridge',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
    ],
    { ...owner, cwd: home, encoding: 'utf8', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } },
  )
  rmSync(passwordFile, { force: true })
  if (made.status !== 0) {
    const said = made.error?.message ?? `${made.stdout}${made.stderr}`.trim().split('\n').slice(-8).join('\n')
    throw new Misconfigured(
      `PostgreSQL could not make its data folder ${unfinished}; free space, or set DATABASE_URL. It said:\n${said}`,
    )
  }
  renameSync(unfinished, join(home, 'cluster'))
}

export function hasCluster({ home }: Place): boolean {
  return existsSync(join(home, 'cluster', 'PG_VERSION'))
}
