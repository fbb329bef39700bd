import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Why a test with a full disk is skipped, where it is. */
export const noFullDisk = process.platform === 'win32' && 'no limit for the size of files there'

/**
 * Runs this TypeScript in a process of its own whose files cannot grow beyond 64 KiB, as if the disk were full then, and gives what it said.
 * @throws it did not end by itself, or not well
 */
export async function onFullDisk(folder: string, program: string, ...args: readonly string[]): Promise<string> {
  const script = join(folder, 'program.ts')
  writeFileSync(script, program)
  // A write beyond the limit fails, instead of ending the process (POSIX: setrlimit, RLIMIT_FSIZE).
  const limited = `trap '' XFSZ; ulimit -f 128; exec "$0" "$@"`
  const { stdout } = await promisify(execFile)('sh', ['-c', limited, process.execPath, script, ...args], { timeout: 60_000 })
  return stdout
}
