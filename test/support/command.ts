import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const program = join(import.meta.dirname, '..', '..', 'bin', 'landbridge.js')

/** Runs `npx landbridge …` to its end, as a person would. */
export async function command(args: readonly string[], environment: Record<string, string> = {}, cwd?: string) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...environment },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (bytes) => {
    output += bytes
  })
  child.stderr.on('data', (bytes) => {
    errors += bytes
  })
  const [code] = await once(child, 'close')
  return { code: code as number, output, errors }
}
