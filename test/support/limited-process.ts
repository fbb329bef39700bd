import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Why a test with such a process is skipped, where it is. */
export const noLimits = process.platform === 'win32' && 'a process cannot be limited there'

/**
 * Runs this TypeScript in a process of its own whose files cannot grow beyond 64 KiB, as if the disk were full then, and gives what it said.
 * @throws it did not end by itself, or not well
 */
export function onFullDisk(folder: string, program: string, ...args: readonly string[]): Promise<string> {
  // A write beyond the limit fails, instead of ending the process (POSIX: setrlimit, RLIMIT_FSIZE).
  return limited("trap '' XFSZ; ulimit -f 128", folder, program, args)
}

/** The same of one that may have 128 files and connections open at a time. */
export function withFewFiles(folder: string, program: string, ...args: readonly string[]): Promise<string> {
  return limited('ulimit -n 128', folder, program, args)
}

async function limited(limit: string, folder: string, program: string, args: readonly string[]): Promise<string> {
  const script = join(folder, 'program.ts')
  writeFileSync(script, program)
  const command = `${limit}; exec "$0" "$@"`
  const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, script, ...args], { timeout: 60_000 })
  return stdout
}
