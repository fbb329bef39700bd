import { execFileSync, spawnSync } from 'node:child_process'
import { Misconfigured } from '../../message/errors.ts'

/** The operating system's user PostgreSQL runs as. */
export interface Owner {
  uid: number
  gid: number
}

/**
 * PostgreSQL refuses to run as root, so root has it run as the user `postgres`, else as a user `landbridge` made for it.
 * Gives nothing when Landbridge is not root: then PostgreSQL runs as the same user.
 * @throws {Misconfigured} there is no such user and none could be made
 */
export function findOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = userNamed('postgres') ?? userNamed('landbridge') ?? makeUser()
  if (owner) return owner
  throw new Misconfigured(
    'PostgreSQL does not run as root, and no user could be made for it; start Landbridge as another user, or set DATABASE_URL to a PostgreSQL server',
  )
}

/** Whether the owner may enter the folder, or run the file; every folder above it counts. The kernel answers, by trying. */
export function mayEnter(owner: Owner, path: string): boolean {
  return spawnSync('test', ['-x', path], { ...owner, cwd: '/' }).status === 0
}

function userNamed(name: string): Owner | undefined {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { stdio: 'pipe', encoding: 'utf8' })))
    return uid && gid ? { uid, gid } : undefined
  } catch {
    return undefined
  }
}

/** `useradd` is the way of most Linux systems, `adduser -S` that of Alpine. */
function makeUser(): Owner | undefined {
  const ways = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'landbridge'],
    ['adduser', '-S', '-D', '-H', 'landbridge'],
  ] as const
  for (const [program, ...rest] of ways) {
    if (spawnSync(program, rest).status === 0) return userNamed('landbridge')
  }
  return undefined
}
