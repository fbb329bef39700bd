import { readdirSync, readFileSync } from 'node:fs'
import type { Results } from './results.ts'

/**
 * A run that somebody ends, by Ctrl-C or because it takes too long, says how far it came, ends what its test files have started, puts away
 * what it holds, and exits with 1. The signal it gives is aborted when that begins.
 */
export function endWhenTold(results: Results, held: AsyncDisposableStack): AbortSignal {
  const told = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, async () => {
      if (told.signal.aborted) return
      // Looked at before: the runner ends a test file as soon as it is told, and what that has started belongs to nobody then.
      const running = processes()
      told.abort()
      process.exitCode = 1
      results.print(signal)
      endTestFiles(running)
      await held.disposeAsync().finally(() => process.exit(1))
    })
  }
  return told.signal
}

/** A test file would take its time, so it is killed; what it has started, a Landbridge, a PostgreSQL or a browser, may end in order. */
function endTestFiles(running: readonly Running[]): void {
  // What has a process group of its own is the PostgreSQL of the run, and held.
  let parents = running.filter(({ pid, parent, group }) => parent === process.pid && group !== pid)
  for (const { pid } of parents) end(pid, 'SIGKILL')
  while (parents.length > 0) {
    parents = running.filter(({ parent }) => parents.some(({ pid }) => pid === parent))
    for (const { pid } of parents) end(pid, 'SIGTERM')
  }
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended meanwhile.
  }
}

interface Running {
  readonly pid: number
  readonly parent: number
  readonly group: number
}

/** Where Linux tells of them; elsewhere the test files end with our end, when they write to us the next time. */
function processes(): Running[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').flatMap((name) => {
    try {
      const [, parent, group] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
      return /^\d+$/.test(name) ? [{ pid: Number(name), parent: Number(parent), group: Number(group) }] : []
    } catch {
      // It ended meanwhile, or is no process.
      return []
    }
  })
}
