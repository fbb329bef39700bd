import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/**
 * When the process began, in the system's own words: with the process id it names one process for good, as ids are given out again.
 * Gives nothing when it has ended, also when its parent has not taken note of that yet (a zombie answers signals as if alive).
 */
export function birthOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  try {
    return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid)
  } catch {
    return undefined
  }
}

/** Behind the name, which may hold anything, stand the state and, 19 fields on, the tick since boot at which it began. */
function fromProc(pid: number): string | undefined {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`
}

function fromPs(pid: number): string | undefined {
  const said = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim()
  const [state = '', ...began] = said.split(/\s+/)
  return state.startsWith('Z') ? undefined : began.join(' ')
}
