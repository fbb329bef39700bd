import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

/** A process that does nothing at all for so long, as on a virtual machine that is moved: it neither answers nor closes a connection. */
export async function standStill(child: ChildProcess | undefined, milliseconds: number): Promise<void> {
  child?.kill('SIGSTOP')
  await pause(milliseconds)
  child?.kill('SIGCONT')
}
