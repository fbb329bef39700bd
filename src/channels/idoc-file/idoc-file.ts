import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Accept } from '../../message/arrival.ts'
import type { Refused } from '../../message/refusal.ts'
import type { FileLimits } from './arrivals.ts'
import { makeFolders } from './folders.ts'
import { type Pace, Watch } from './watch.ts'

export interface IdocFileOptions extends FileLimits {
  /** Is there already. */
  readonly folder: string
  readonly accept: Accept
  readonly refused: Refused
  readonly log: Logger
  readonly pace?: Pace
}

/**
 * Sender channel for files (WE21 port type "File", or XML files): takes every finished file of a folder, one after the other, the oldest
 * first. A file is moved to `done` after everything in it is stored, to `failed` when it is refused, and lies in `work` in between. A process
 * that is killed there leaves it to the next, for which its IDocs are repeated ones. Several nodes may watch one folder.
 * @throws {Error} the folders cannot be made
 */
export async function startIdocFile({ folder, pace = usual, ...options }: IdocFileOptions): Promise<{ stop(): Promise<void> }> {
  const watch = new Watch(await makeFolders(folder), pace, options)
  await watch.stillHere()
  const stopped = new AbortController()
  const running = (async () => {
    while (!stopped.signal.aborted) {
      const patience = await watch.look(stopped.signal)
      await pause(patience, undefined, { signal: stopped.signal }).catch(() => {})
    }
  })()
  const beat = setInterval(() => watch.stillHere(), pace.abandonedAfterMs / 6)
  return {
    async stop() {
      stopped.abort()
      await running
      clearInterval(beat)
      await watch.end()
    },
  }
}

const usual: Pace = { lookEveryMs: 1000, finishedAfterMs: 2000, abandonedAfterMs: 30_000 }
