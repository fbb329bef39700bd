import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { birthOf } from './birth-of.ts'

/**
 * Stops a PostgreSQL that still runs on this cluster because the Landbridge before us was killed.
 * A note (postmaster.pid) whose process id meanwhile belongs to another program is removed: PostgreSQL would refuse to start.
 * Gives the process id it stopped, if any.
 */
export async function stopLeftover(cluster: string): Promise<number | undefined> {
  const note = join(cluster, 'postmaster.pid')
  if (!existsSync(note)) return undefined
  const pid = Number(readFileSync(note, 'utf8').split('\n')[0])
  if (birthOf(pid) === undefined) return undefined
  if (!commandOf(pid).includes(cluster)) {
    rmSync(note, { force: true })
    return undefined
  }
  await endServer(pid)
  return pid
}

/** Asks for a fast shutdown: sessions are ended, a checkpoint is written. Who does not manage in time is ended harder. */
export async function endServer(pid: number): Promise<void> {
  const ways = [
    { signal: 'SIGINT', seconds: 20 },
    { signal: 'SIGQUIT', seconds: 10 },
    { signal: 'SIGKILL', seconds: 10 },
  ] as const
  for (const { signal, seconds } of ways) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(20)) if (birthOf(pid) === undefined) return
  }
}

/** The command line, which names the cluster (`-D …`); empty when nobody tells. */
function commandOf(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return execFileSync('ps', ['-ww', '-p', String(pid), '-o', 'command='], { encoding: 'utf8', stdio: 'pipe' })
  } catch {
    return ''
  }
}
